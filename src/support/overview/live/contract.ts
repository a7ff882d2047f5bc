import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Nullable, Uuid } from '../../../workspace/access/contract.ts'

/**
 * What one event says: that something of a kind changed, and where. Verb and object are told to who oversees the project, and to
 * everybody of their own acts; others hear the kind alone. There is no content: who wants it asks for it with their own rights.
 */
export const LiveEvent = Type.Object({ kind: Type.String(), project: Nullable(Uuid), verb: Type.Optional(Type.String()), object: Type.Optional(Type.String()) })
export type LiveEvent = Static<typeof LiveEvent>

export const readEvents = defineRoute({
  id: 'event.stream', method: 'GET', path: '/api/v1/events', guard: { permission: 'project.read' },
  summary: 'Server-sent events of what changes: `change` with the position in the journal as its id, `progress` of runs without one, `reset` when too much was missed; goes on after Last-Event-ID',
  query: Type.Object({
    project: Type.Optional(Uuid), organisation: Type.Optional(Type.String({ format: 'uuid', description: 'Of an address that a browser opens by itself' })), after: Type.Optional(Type.Integer({ minimum: 0, description: 'As Last-Event-ID, for the first request' })),
  }, { additionalProperties: false }),
  ok: 'stream',
})
