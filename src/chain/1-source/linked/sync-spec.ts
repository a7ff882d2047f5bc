import { Type, type Static } from 'typebox'

export const SyncSpec = Type.Object({ source: Type.String() }, { additionalProperties: false })
export type SyncSpec = Static<typeof SyncSpec>
