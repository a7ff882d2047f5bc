import { expect, test } from 'vitest'
import { guidelineGaps } from '../../workspace/project/model.ts'
import { sampleGuideline } from './guideline.ts'
import { sampleSchema } from './project.ts'

test('the guideline of the sample lacks nothing that the standard asks for', () => {
  expect(guidelineGaps(sampleGuideline, sampleSchema.classes.map(c => c.id))).toEqual([])
})
