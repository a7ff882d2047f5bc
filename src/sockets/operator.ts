import type { Static, TObject, TSchema } from 'typebox'
import type { Message } from '../kernel/messages.ts'
import type { Facts } from './modality.ts'

/** What an operator says of one asset. `reason` and `value` are ids; texts come from the operator's `reasons`. */
export type Judgement =
  | { readonly outcome: 'kept' }
  | { readonly outcome: 'dropped', readonly reason: string, readonly detail?: Facts }
  | { readonly outcome: 'changed', readonly reason: string, readonly detail?: Facts }
  | { readonly outcome: 'classified', readonly facet: string, readonly value: string, readonly detail?: Facts }

/** One asset of a group, in import order. */
export interface Unit<M> { readonly asset: string, readonly measures: M }

/**
 * An operator measures each asset once (`server/index.ts`, costly, kept) and then judges from the measures and its parameters (pure, cheap):
 * moving a threshold on the recipe page needs no second look at the bytes.
 * `judge` sees one asset; `group` sees all of them (duplicates). Exactly one of the two is there.
 */
export interface OperatorDefinition<P extends TObject = TObject, M extends TSchema = TSchema> {
  readonly id: string
  readonly version: number
  readonly step: 'screen' | 'clean' | 'classify'
  /** Ids of modalities it can look at; an asset of another modality is kept unjudged. */
  readonly modalities: readonly string[]
  readonly title: Message
  readonly describes: Message
  readonly parameters: P
  readonly defaults: Static<P>
  /** A title and a unit for each parameter. */
  readonly parameterTexts: Readonly<Record<string, { readonly title: Message, readonly unit?: string }>>
  readonly measures: M
  /** What a dropped or changed asset is told, and the words for the values of `facet`. */
  readonly reasons: Readonly<Record<string, Message>>
  /** What the keys of a judgement's `detail` are called; `of` names another asset and needs no word. */
  readonly details?: Readonly<Record<string, Message>>
  /** The one facet that it always classifies by, and what people call it. */
  readonly facet?: { readonly id: string, readonly title: Message }
  /** The number behind the decision, for the histogram: key of the measures, key of the parameter that cuts it. */
  readonly histogram?: { readonly measure: string, readonly parameter: string }
  judge?(measures: Static<M>, parameters: Static<P>): Judgement
  /** @returns only the assets that are not simply kept */
  group?(units: readonly Unit<Static<M>>[], parameters: Static<P>): ReadonlyMap<string, Judgement>
}

export interface OperatorInput { readonly name: string, readonly modality: string, readonly mediaType: string, readonly facts: Facts, bytes(): Promise<Uint8Array> }

/** New bytes for a derived asset; the original is never touched. */
export interface Changed { readonly mediaType: string, readonly bytes: Uint8Array }

export interface OperatorServer<P extends TObject = TObject, M extends TSchema = TSchema> {
  /** @throws Error when the bytes cannot be measured: the asset gets the verdict failed(reason) */
  measure(input: OperatorInput, parameters: Static<P>): Promise<Static<M>>
  change?(input: OperatorInput, measures: Static<M>, parameters: Static<P>): Promise<Changed>
}

export const defineOperator = <P extends TObject, M extends TSchema>(operator: OperatorDefinition<P, M>): OperatorDefinition<P, M> => operator
export const defineOperatorServer = <P extends TObject, M extends TSchema>(_of: OperatorDefinition<P, M>, server: OperatorServer<P, M>): OperatorServer<P, M> => server
