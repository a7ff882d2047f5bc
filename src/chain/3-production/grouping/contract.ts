import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Uuid } from '../../../workspace/access/contract.ts'
import { leftReasons } from './model.ts'
import { GroupRule } from './rule.ts'

export { GroupRule, longestSequence } from './rule.ts'

const AssetName = Type.Object({ asset: Uuid, name: Type.String() })
export const GroupingView = Type.Object({
  assets: Type.Integer({ description: 'Of the selection, without withdrawn ones' }),
  tasks: Type.Integer(),
  sizes: Type.Array(Type.Object({ assets: Type.Integer(), tasks: Type.Integer() }), { description: 'How many tasks have how many assets, fewest assets first' }),
  left: Type.Array(Type.Object({ reason: Type.Enum(leftReasons), assets: Type.Integer(), examples: Type.Array(AssetName) }), { description: 'Assets that are in no task, by reason' }),
  examples: Type.Array(Type.Object({ key: Type.String(), assets: Type.Integer(), places: Type.Array(Type.Object({ slot: Type.String(), modality: Type.String(), ...AssetName.properties })) }), { description: 'The first tasks, each with its first places' }),
})
export type GroupingView = Static<typeof GroupingView>

export const previewTasks = defineRoute({
  id: 'batch.preview-tasks', method: 'POST', path: '/api/v1/projects/:project/task-preview', summary: 'What tasks a selection would be cut into', guard: { permission: 'batch.manage' }, params: Type.Object({ project: Uuid }), repeatable: true,
  body: Type.Object({ selection: Uuid, group: Type.Optional(GroupRule) }, { additionalProperties: false }), ok: GroupingView,
})
