import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { mapForward } from '../../workspace/project/forward/model.ts'
import { findSchema } from '../../workspace/project/service.ts'
import { findBatch, findTask } from '../3-production/service.ts'
import type { StoredAnnotation } from './repository.ts'
import * as rows from './repository.ts'

/** A shape that reads differently under the schema of its batch than it was written; null where it has no place any more. */
export interface ForwardedShape { readonly was: ShapeRecord, readonly is: ShapeRecord | null, readonly choices: readonly string[] | null }
export interface Reading { readonly shapes: ShapeRecord[], readonly forwarded: readonly ForwardedShape[] }

/** What an annotation says under the label schema that its batch has now: each shape from the version it was written under. */
export const readUnder = async (tx: Tx, annotation: Pick<StoredAnnotation, 'id'>, document: LabelSchemaDocument): Promise<Reading> => {
  const shapes: ShapeRecord[] = [], forwarded: ForwardedShape[] = []
  for (const { shape, schemaVersion } of await rows.writtenShapes(tx, annotation.id)) {
    const read = mapForward(shape, schemaVersion, document)
    if (read.shape) shapes.push(read.shape)
    if (read.isChanged) forwarded.push({ was: shape, is: read.shape, choices: read.choices })
  }
  return { shapes, forwarded }
}
export const readNow = async (tx: Tx, annotation: Pick<StoredAnnotation, 'id' | 'task'>): Promise<Reading> => {
  const { project, batch } = (await findTask(tx, annotation.task))!, { schema_version } = (await findBatch(tx, batch))!
  return readUnder(tx, annotation, (await findSchema(tx, project, schema_version))!.document)
}

/** Operations of a page that was opened under an older version say what they mean under this one; an answer without a place goes. */
export const forwardOperations = (operations: readonly ShapeOperation[], from: number, document: LabelSchemaDocument): ShapeOperation[] => operations.map(operation => {
  if (operation.op === 'remove') return operation
  const { shape } = mapForward(operation.shape, from, document)
  return shape ? { op: 'put', shape } : { op: 'remove', id: operation.shape.id }
})
