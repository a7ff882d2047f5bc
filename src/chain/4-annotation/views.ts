import type { TaskId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { textSha256 } from '../1-source/model.ts'
import { assetsById } from '../1-source/service.ts'
import { assetsOf } from '../3-production/service.ts'
import type { TaskAssetView } from './contract.ts'

/** What each task is about, by place: all that a page needs to show it. */
export const taskAssetViews = async (tx: Tx, tasks: readonly TaskId[]): Promise<ReadonlyMap<TaskId, TaskAssetView[]>> => {
  const places = await assetsOf(tx, tasks), assets = new Map((await assetsById(tx, [...new Set(places.map(p => p.asset))])).map(a => [a.id, a]))
  const views = new Map<TaskId, TaskAssetView[]>(tasks.map(task => [task, []]))
  for (const { task, slot, asset: id } of places) {
    const asset = assets.get(id)!
    views.get(task)!.push({ slot, asset: id, name: asset.name, modality: asset.modality, mediaType: asset.mediaType, sha256: asset.sha256, facts: asset.facts as Record<string, unknown>, text: asset.modality === 'text' ? textSha256(asset) : null })
  }
  return views
}
