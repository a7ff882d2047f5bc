import { Type, type Static } from 'typebox'
import { ImportOptions, Provenance } from './model.ts'

/** What an import run is told; the uploads that it takes name the run themselves. */
export const ImportSpec = Type.Object({ dataset: Type.String(), provenance: Provenance, options: ImportOptions }, { additionalProperties: false })
export type ImportSpec = Static<typeof ImportSpec>
