import { definePolicy } from '../access/model.ts'

export const projectPolicy = definePolicy({
  'project.read': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'project.create': ['administrator', 'coordinator'],
  'project.change': ['administrator', 'coordinator'],
  'schema.change': ['administrator', 'coordinator'],
  'guideline.change': ['administrator', 'coordinator'],
  'guideline.acknowledge': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'trainer'],
  'acknowledgement.read': ['administrator', 'coordinator', 'supervisor', 'auditor', 'trainer'],
  'member.change': ['administrator', 'coordinator'],
})
