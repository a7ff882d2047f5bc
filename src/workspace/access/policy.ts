import { definePolicy } from './model.ts'

export const accessPolicy = definePolicy({
  'organisation.read': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'organisation.change': ['administrator'],
  'organisation.purge': ['administrator'],
  'person.list': ['administrator', 'coordinator', 'supervisor', 'auditor', 'trainer'],
  'person.invite': ['administrator', 'coordinator'],
  'person.change': ['administrator'],
  'team.read': ['administrator', 'coordinator', 'supervisor', 'auditor', 'trainer'],
  'team.manage': ['administrator', 'coordinator'],
  'base.read': ['administrator', 'supervisor', 'auditor'],
  'base.manage': ['administrator'],
  'service.manage': ['administrator'],
  'token.manage': ['administrator', 'coordinator'],
  'token.oversee': ['administrator', 'auditor'],
  'journal.read': ['administrator', 'supervisor', 'auditor'],
})
