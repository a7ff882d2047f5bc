import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** What a change does to the document; shapes not named in it stay as they are. */
export interface Diff { readonly put: readonly ShapeRecord[], readonly remove: readonly string[] }

/** Who made the change: the person at this screen, or the server's news. Only the former is journalled and undone. */
export type ChangeSource = 'user' | 'server'

/** One shape before and after a change; null where it does not exist. */
export interface ShapeEdit { readonly id: string, readonly before: ShapeRecord | null, readonly after: ShapeRecord | null }

export interface DocumentChange { readonly source: ChangeSource, readonly edits: readonly ShapeEdit[] }

/** The last word of each shape wins, so a shape stands at most once in a diff. */
export const diffOf = (operations: readonly ShapeOperation[]): Diff => {
  const last = new Map<string, ShapeRecord | null>()
  for (const operation of operations) {
    const id = operation.op === 'put' ? operation.shape.id : operation.id
    last.delete(id)
    last.set(id, operation.op === 'put' ? operation.shape : null)
  }
  const put: ShapeRecord[] = [], remove: string[] = []
  for (const [id, record] of last) if (record) put.push(record); else remove.push(id)
  return { put, remove }
}

export const operationsOf = (edits: readonly ShapeEdit[]): ShapeOperation[] =>
  edits.map(({ id, after }) => after ? { op: 'put', shape: after } : { op: 'remove', id })
