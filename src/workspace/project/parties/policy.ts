import { definePolicy } from '../../access/model.ts'

export const partyPolicy = definePolicy({
  'party.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'party.manage': ['administrator', 'coordinator'],
  // Of the organisation that comes: entering, sending people, bringing subcontractors.
  'engagement.manage': ['administrator', 'coordinator'],
  // What a party's terms may keep from its people.
  'field.people': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'field.provenance': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'field.quality': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
})
