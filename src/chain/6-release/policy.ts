import { definePolicy } from '../../workspace/access/model.ts'

export const releasePolicy = definePolicy({
  'release.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'release.create': ['administrator', 'coordinator'],
})
