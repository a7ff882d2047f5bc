import { definePolicy } from '../../workspace/access/model.ts'

export const overviewPolicy = definePolicy({
  'overview.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
})
