import { definePolicy } from '../../workspace/access/model.ts'

export const samplePolicy = definePolicy({ 'sample.create': ['administrator', 'coordinator'] })
