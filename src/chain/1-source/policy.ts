import { definePolicy } from '../../workspace/access/model.ts'

export const sourcePolicy = definePolicy({
  'dataset.read': ['administrator', 'coordinator', 'requester', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'dataset.create': ['administrator', 'coordinator', 'requester'],
  'dataset.import': ['administrator', 'coordinator', 'requester'],
  'consent.manage': ['administrator', 'coordinator', 'requester'],
  // Buckets of others, with their keys: never shown to guests.
  'storage.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'storage.manage': ['administrator', 'coordinator'],
  'paper.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'paper.manage': ['administrator', 'coordinator', 'requester'],
  // For good, and felt in every release that holds it.
  'asset.withdraw': ['administrator', 'coordinator'],
  // Whoever has a duty in the project sees what it is about.
  'asset.read': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
})
