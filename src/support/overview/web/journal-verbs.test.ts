import { glob, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { assignmentStates, batchStates } from '../../../chain/3-production/model.ts'
import { partyStates } from '../../../workspace/access/model.ts'
import { inspectionStates, reviewVerdicts, rulingVerdicts } from '../../../chain/5-inspection/model.ts'
import { isKind, isVerb } from './journal-verbs.ts'

/** What a verb that ends in a state can end in; a batch is drafted by being created. */
const endings: Readonly<Record<string, readonly string[]>> = {
  run: ['running', 'paused', 'cancelling'], batch: batchStates.filter(state => state !== 'draft'), assignment: assignmentStates, task: ['parked', 'discarded', 'open'],
  review: reviewVerdicts, appeal: ['upheld', 'rejected'], delivery: ['accepted', 'rework'], ruling: rulingVerdicts, party: partyStates, inspection: inspectionStates.filter(state => state === 'accepted' || state === 'rejected'),
}

interface Recorded { readonly file: string, readonly verbs: readonly string[], readonly kind: string }
const recorded = async (): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const file of glob('src/**/*.ts', { exclude: ['src/**/*.test.ts'] })) {
    for (const [, fixed, stem, kind] of (await readFile(file, 'utf8')).matchAll(/verb: (?:'([^']+)'|`([a-z]+)\.\$\{[\w.]+\}`), kind: '([^']+)'/g)) {
      found.push({ file, kind: kind!, verbs: fixed ? [fixed] : endings[stem!]?.map(ending => `${stem}.${ending}`) ?? [`${stem}.?`] })
    }
  }
  return found
}

it('has words for every verb and every kind that the code records', async () => {
  const changes = await recorded()
  expect(changes.length).toBeGreaterThan(35)
  expect(changes.flatMap(({ file, verbs }) => verbs.filter(verb => !isVerb(verb)).map(verb => `${file}: ${verb}`))).toEqual([])
  expect(changes.filter(({ kind }) => !isKind(kind)).map(({ file, kind }) => `${file}: ${kind}`)).toEqual([])
})

it('sees every change that is recorded: no verb is written in a way that the search does not know', async () => {
  const changes = await recorded()
  // The journal itself hands on what it is told.
  for await (const file of glob('src/{workspace,chain,support}/**/*.ts', { exclude: ['src/**/*.test.ts', 'src/workspace/journal/**'] })) {
    const calls = [...(await readFile(file, 'utf8')).matchAll(/\brecord\(\s*tx,/g)].length
    expect(changes.filter(change => change.file === file).length, file).toBeGreaterThanOrEqual(calls)
  }
})

it('does not take a word for a verb that is none', () => {
  expect(isVerb('toString')).toBe(false)
  expect(isVerb('batch.eaten')).toBe(false)
})
