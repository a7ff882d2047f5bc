import { definePolicy } from '../access/model.ts'

export const projectPolicy = definePolicy({
  'project.read': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'project.create': ['administrator', 'coordinator'],
  'project.change': ['administrator', 'coordinator'],
  'schema.change': ['administrator', 'coordinator'],
  'guideline.change': ['administrator', 'coordinator'],
  'member.change': ['administrator', 'coordinator'],
})
