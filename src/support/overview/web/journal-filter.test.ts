import { expect, it } from 'vitest'
import { isFiltered, queryOf, startOfDay, type JournalFilter } from './journal-filter.ts'

const nothing: JournalFilter = { project: '', who: '', kind: '', verb: '', object: '', from: '', to: '' }
const id = '01890000-0000-7000-8000-000000000001'

it('asks for nothing that is not filled in, nor for what is no id or no day', () => {
  expect(queryOf(nothing)).toEqual({})
  expect(queryOf({ ...nothing, who: 'Ada', project: 'x', from: 'yesterday' })).toEqual({})
  expect(queryOf({ ...nothing, who: id, kind: 'batch', object: ' B-1 ' })).toEqual({ account: id, kind: 'batch', object: 'B-1' })
})
it('takes a period as whole days of the reader, the last one included', () => {
  const { from, to } = queryOf({ ...nothing, from: '2026-11-23', to: '2026-11-24' })
  expect(Date.parse(to!) - Date.parse(from!)).toBe(2 * 86_400_000)
  expect(startOfDay('2026-11-30', 1)).toEqual(new Date(2026, 11, 1))
})
it('knows whether anything besides the project is filtered', () => {
  expect([isFiltered(nothing), isFiltered({ ...nothing, project: id }), isFiltered({ ...nothing, verb: 'x' })]).toEqual([false, false, true])
})
