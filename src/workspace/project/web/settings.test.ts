import { expect, it } from 'vitest'
import { changeOf } from './settings.ts'

const stored = { name: 'Streets', description: '', dutyScope: 'task' } as const

it('sends only what was changed, without blanks at the ends, and nothing when nothing was', () => {
  expect(changeOf(stored, { ...stored, name: ' Streets ' })).toBeNull()
  expect(changeOf(stored, { ...stored, name: 'Roads ', dutyScope: 'batch' })).toEqual({ name: 'Roads', dutyScope: 'batch' })
  expect(changeOf({ ...stored, description: 'old' }, { ...stored, description: '' })).toEqual({ description: '' })
})
