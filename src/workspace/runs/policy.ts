import { definePolicy } from '../access/model.ts'

export const runPolicy = definePolicy({
  'run.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  'run.control': ['administrator', 'coordinator'],
})
