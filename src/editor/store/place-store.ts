import type { ShapeDefinition, ShapeRecord } from '../../sockets/shape.ts'
import type { ShapeEdit } from './diff.ts'
import { DocumentStore } from './document-store.ts'

/**
 * The part of a document that lies in one place of its task: the shapes of that place, and the answers, which are about the whole task.
 * What is changed here is changed in the whole, and the other way round; who made the change stays known, so that each is saved once.
 */
export const placeStore = (whole: DocumentStore, slot: string, shapes: ReadonlyMap<string, ShapeDefinition>, tool: string): DocumentStore => {
  const isHere = (record: ShapeRecord): boolean => record.slot === slot || record.question !== null
  const part = new DocumentStore(shapes, [...whole.all()].filter(isHere), { tool })
  const diffOf = (edits: readonly ShapeEdit[]) => ({ put: edits.flatMap(({ after }) => after ?? []), remove: edits.flatMap(({ id, after }) => (after ? [] : [id])) })
  part.listen('document', ({ source, edits }) => { if (source === 'user') whole.apply(diffOf(edits), 'user') })
  whole.listen('document', ({ edits }) => {
    // What came from here stands here already; anything else is news.
    const news = edits.filter(({ id, after }) => part.get(id) !== (after ?? undefined))
    const { put, remove } = diffOf(news)
    const gone = put.filter(record => !isHere(record)).map(record => record.id)
    part.apply({ put: put.filter(isHere), remove: [...remove, ...gone] }, 'server')
  })
  return part
}
