import { definePolicy } from '../../workspace/access/model.ts'

export const preparationPolicy = definePolicy({
  'recipe.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  'recipe.change': ['administrator', 'coordinator'],
  'recipe.apply': ['administrator', 'coordinator'],
  'preparation.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  'verdict.overrule': ['administrator', 'coordinator'],
  'selection.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  'selection.create': ['administrator', 'coordinator'],
})
