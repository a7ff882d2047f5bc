import { expect, test } from 'vitest'
import csv from '../../plugins/formats/csv/index.ts'
import records from '../../plugins/formats/tc609-02/index.ts'
import { saysProvenance } from './model.ts'

test('only a format that declares it says where data comes from, and one that is no longer installed counts as if it did', () => {
  const formats = new Map([csv, records].map(format => [format.id, format]))
  expect(['csv', 'tc609-02', 'gone'].map(id => saysProvenance(formats, id))).toEqual([false, true, true])
})
