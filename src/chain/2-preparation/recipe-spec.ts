import { Type, type Static } from 'typebox'
import type { Plugins } from '../../sockets/registry.ts'
import type { OperatorDefinition } from '../../sockets/operator.ts'
import type { Facts } from '../../sockets/modality.ts'
import { digestOf, sha256 } from '../../workspace/blobs/digest.ts'
import { RecipeStep } from './model.ts'

/** What a preparation run is told; its id is the preparation's. */
export const PrepareSpec = Type.Object({ dataset: Type.String(), steps: Type.Array(RecipeStep) }, { additionalProperties: false })
export type PrepareSpec = Static<typeof PrepareSpec>

/** @throws when this program has no such operator in this version: the run was started by another one */
export const operatorOf = (plugins: Plugins, step: RecipeStep): OperatorDefinition => {
  const operator = plugins.operators.get(step.operator)
  if (operator?.version !== step.version) throw new Error(`no operator ${step.operator} in version ${step.version} here`)
  return operator
}

/** Says that a measure does not look at the parameters, so that moving a threshold finds it again. */
export const anyParameters = 'any'
/** The parameters' part of a measure's name, for a measure that looks at them. */
export const parametersDigest = (step: RecipeStep): string => digestOf(step.parameters)
/** A measure may look at the name as well as at the bytes (a rule on the file name does), and the same bytes in another encoding are another text. `previewAssets` says the same in SQL. */
export const measureKey = ({ name, facts }: { readonly name: string, readonly facts: Facts }, digest: string): string => sha256(`${name}\n${String(facts['encoding'] ?? '')}\n${digest}`)
