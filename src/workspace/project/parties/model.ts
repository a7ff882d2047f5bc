import { stepsOfKind, type PartyField, type PartyKind, type PartyStep } from '../../access/model.ts'

/** What a party is given of a project. */
export interface PartyTerms {
  readonly kind: PartyKind
  readonly steps: readonly PartyStep[]
  /** null = every batch, those to come among them. */
  readonly batches: readonly string[] | null
  readonly hidden: readonly PartyField[]
  readonly startsAt: Date
  readonly endsAt: Date | null
}

/** The first thing wrong with terms by themselves; null when they hold. */
export const termsProblem = ({ kind, steps, batches, startsAt, endsAt }: PartyTerms): { field: string, reason: 'step' | 'empty' | 'time' } | null => {
  if (steps.length === 0) return { field: 'steps', reason: 'empty' }
  if (steps.some(step => !stepsOfKind[kind].includes(step))) return { field: 'steps', reason: 'step' }
  if (batches?.length === 0) return { field: 'batches', reason: 'empty' }
  if (endsAt && endsAt <= startsAt) return { field: 'endsAt', reason: 'time' }
  return null
}

/** A subcontractor gets no more than whoever brings it: the first field in which it would; null when it stays within. */
export const widerThan = (inner: PartyTerms, outer: PartyTerms): 'kind' | 'steps' | 'batches' | 'hidden' | 'endsAt' | null => {
  if (inner.kind !== 'supplier') return 'kind'
  if (inner.steps.some(step => !outer.steps.includes(step))) return 'steps'
  if (outer.batches && (!inner.batches || inner.batches.some(batch => !outer.batches!.includes(batch)))) return 'batches'
  if (outer.hidden.some(field => !inner.hidden.includes(field))) return 'hidden'
  if (outer.endsAt && (!inner.endsAt || inner.endsAt > outer.endsAt)) return 'endsAt'
  return null
}
