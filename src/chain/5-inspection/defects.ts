import { refuse } from '../../kernel/failure.ts'
import type { TaskId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { taskAssetViews, type TaskAssetView } from '../4-annotation/service.ts'
import { inspectionFailures } from './errors.ts'
import { codesFor, isPinInside, type Extent } from './model.ts'
import type { NewDefect } from './repository.ts'

const sizeOf = (asset: TaskAssetView | undefined): Extent | null => {
  if (!asset) return null
  const number = (name: string): number | undefined => { const fact = asset.facts[name]; return typeof fact === 'number' ? fact : undefined }
  const width = number('width'), height = number('height'), codePoints = number('codePoints')
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }), ...(codePoints !== undefined && { codePoints }) }
}

/** Refuses codes that say nothing of what the task holds, and pins that lie nowhere. */
export const checkDefects = async (tx: Tx, task: TaskId, defects: readonly NewDefect[], field = 'defects'): Promise<void> => {
  if (defects.length === 0) return
  const assets = (await taskAssetViews(tx, [task])).get(task) ?? [], codes = codesFor(assets.map(a => a.modality))
  for (const [i, { code, pin, slot }] of defects.entries()) {
    if (!codes.includes(code)) refuse(inspectionFailures.codeNotHere({ code }, { field: `${field}.${i}.code` }))
    if (!pin) continue
    const size = sizeOf(assets.find(a => a.slot === slot))
    if (!size || !isPinInside(pin, size)) refuse(inspectionFailures.pinOutside({ slot: slot ?? '' }, { field: `${field}.${i}.pin` }))
  }
}
