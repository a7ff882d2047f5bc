import { definePolicy } from '../../workspace/access/model.ts'

export const releasePolicy = definePolicy({
  'release.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'release.create': ['administrator', 'coordinator'],
  'release.rebuild': ['administrator', 'coordinator', 'supervisor'],
  'release.withdraw': ['administrator', 'coordinator'],
  // Names of the people who downloaded: not for the requester, who sees no names.
  'release.holders': ['administrator', 'coordinator', 'supervisor', 'auditor'],
})
