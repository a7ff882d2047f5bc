import { definePolicy } from './model.ts'

export const accessPolicy = definePolicy({
  'organisation.read': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'organisation.purge': ['administrator'],
  'person.list': ['administrator', 'coordinator', 'supervisor', 'auditor', 'trainer'],
  'person.invite': ['administrator', 'coordinator'],
  'person.change': ['administrator'],
  'token.manage': ['administrator', 'coordinator'],
  'journal.read': ['administrator', 'supervisor', 'auditor'],
})
