import { definePolicy } from '../../workspace/access/model.ts'

export const annotationPolicy = definePolicy({
  // Not for executors: an annotator sees their own, never a peer's.
  'annotation.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
})
