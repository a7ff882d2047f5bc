import { expect, test } from 'vitest'
import { pictureInput } from '../input-for-test.ts'
import operator from './index.ts'
import server from './server/index.ts'

const judge = (field: string, test: 'contains' | 'matches-prefix' | 'at-least' | 'at-most', against: string): string =>
  operator.judge!({ name: 'night/cam_01.jpg', facts: { width: 1920, format: 'jpeg', note: null } }, { facet: 'light', value: 'dark', field, test, against }).outcome

test('name and facts are measured whole, so another rule needs no second look', async () => {
  expect(await server.measure(pictureInput(new Uint8Array(), { width: 3 }, 'b.png'), operator.defaults)).toEqual({ name: 'b.png', facts: { width: 3 } })
})

test('a rule that holds gives the facet and the value of its parameters', () => {
  expect(operator.judge!({ name: 'night/a', facts: {} }, { facet: 'light', value: 'dark', field: 'name', test: 'matches-prefix', against: 'night/' }))
    .toEqual({ outcome: 'classified', facet: 'light', value: 'dark' })
})

test('text tests compare literally and with case, number tests include the limit', () => {
  expect([judge('name', 'contains', 'cam_'), judge('name', 'contains', 'CAM_'), judge('name', 'contains', '.*'), judge('name', 'matches-prefix', 'cam'), judge('format', 'contains', 'jp')])
    .toEqual(['classified', 'kept', 'kept', 'kept', 'classified'])
  expect([judge('width', 'at-least', '1920'), judge('width', 'at-least', '1921'), judge('width', 'at-most', '1920'), judge('width', 'at-most', '1919.5')])
    .toEqual(['classified', 'kept', 'classified', 'kept'])
})

test('a missing fact, null, a text under a number test, a bad number and an inherited name hold for nothing', () => {
  expect([judge('height', 'at-least', '0'), judge('note', 'contains', 'n'), judge('name', 'at-least', '0'), judge('width', 'at-least', 'many'), judge('toString', 'contains', 'f')])
    .toEqual(['kept', 'kept', 'kept', 'kept', 'kept'])
})
