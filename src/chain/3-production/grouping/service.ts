import { refuse } from '../../../kernel/failure.ts'
import type { AssetId, ProjectId, SelectionId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { selectedAssets } from '../../2-preparation/service.ts'
import { productionFailures } from '../errors.ts'
import type { Cut } from '../service.ts'
import type { GroupingView } from './contract.ts'
import { groupAssets, leftReasons, ruleProblem, type Groupable, type Grouping } from './model.ts'
import type { GroupRule } from './rule.ts'

export const oneEach: GroupRule = { by: 'none' }

/** Modalities that the rule names, with the place where it does. */
const namedModalities = (rule: GroupRule): (readonly [field: string, modality: string])[] =>
  rule.by === 'none' ? [] : rule.by === 'stem' ? rule.places.map((place, i) => [`group.places.${i}.modality`, place.modality] as const) : [['group.modality', rule.modality]]

const isFacts = (facts: unknown): facts is Groupable['facts'] => typeof facts === 'object' && facts !== null

/** The selection under the rule; a rule that cannot hold is refused before anything is read. */
const groupSelection = async (tx: Tx, services: Services, project: ProjectId, selection: SelectionId, rule: GroupRule): Promise<Grouping> => {
  const problem = ruleProblem(rule)
  if (problem) refuse(productionFailures.groupBroken({ reason: problem.reason, modality: '' }, { field: problem.field }))
  for (const [field, modality] of namedModalities(rule)) if (!services.plugins.modalities.has(modality)) refuse(productionFailures.groupBroken({ reason: 'unknownmodality', modality }, { field }))
  const assets = (await selectedAssets(tx, project, selection)).map(({ facts, ...asset }): Groupable => ({ ...asset, facts: isFacts(facts) ? facts : {} }))
  if (assets.length === 0) refuse(productionFailures.emptySelection({}, { field: 'selection' }))
  return groupAssets(assets, rule)
}

/** Places of every task that the selection is cut into. */
export const cutSelection = async (tx: Tx, services: Services, project: ProjectId, selection: SelectionId, rule: GroupRule): Promise<Cut> => {
  const { groups, left } = await groupSelection(tx, services, project, selection, rule)
  if (groups.length === 0) refuse(productionFailures.nothingGrouped({ left: left.length }, { field: 'group' }))
  return { tasks: groups.map(({ places }) => places.map(({ slot, of }) => ({ asset: of.asset as AssetId, slot, cluster: of.cluster }))), left: left.length }
}

/** Tasks, places and names that a preview shows. */
const shown = { tasks: 5, places: 6, names: 3 }

export const previewGrouping = async (tx: Tx, services: Services, project: ProjectId, selection: SelectionId, rule: GroupRule): Promise<GroupingView> => {
  const { groups, left } = await groupSelection(tx, services, project, selection, rule)
  const named = ({ asset, name }: Groupable): { asset: string, name: string } => ({ asset, name })
  const sizes = [...Map.groupBy(groups, g => g.places.length)].map(([assets, of]) => ({ assets, tasks: of.length })).sort((a, b) => a.assets - b.assets)
  const byReason = Map.groupBy(left, l => l.reason)
  return {
    assets: left.length + groups.reduce((n, g) => n + g.places.length, 0), tasks: groups.length, sizes,
    left: leftReasons.flatMap(reason => { const of = byReason.get(reason); return of ? [{ reason, assets: of.length, examples: of.slice(0, shown.names).map(l => named(l.of)) }] : [] }),
    examples: groups.slice(0, shown.tasks).map(g => ({ key: g.key, assets: g.places.length, places: g.places.slice(0, shown.places).map(p => ({ slot: p.slot, modality: p.of.modality, ...named(p.of) })) })),
  }
}
