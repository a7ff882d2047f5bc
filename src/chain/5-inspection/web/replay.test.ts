import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { commitment, drawSample } from '../model.ts'
import { commandsOf, promisedText, revealedOf, type ReplayData } from './replay.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const seed = 'a1b2', salt = '00ff', tasks = Array.from({ length: 30 }, (_, i) => `task-${i}`)
const revealed = { commitment: commitment(seed, salt, sha256), seed, salt }

test('the commands shown print the commitment and then true, for the sample that was drawn', () => {
  const folder = mkdtempSync(join(tmpdir(), 'feedstock-replay-')), file = join(folder, 'lot.json')
  const data: ReplayData = { ...revealed, sampleSize: 5, tasks, sample: drawSample(tasks, 5, seed) }
  writeFileSync(file, JSON.stringify(data))
  try {
    const printed = execFileSync('bash', ['-c', commandsOf(revealed, file)], { cwd: join(import.meta.dirname, '..', '..', '..', '..'), encoding: 'utf8' })
    expect(printed).toBe(`${revealed.commitment}  -\ntrue\n`)
  } finally { rmSync(folder, { recursive: true }) }
  // It starts a shell and a Node, which takes long on a busy machine.
}, 30_000)

test('a seed that is not revealed yet offers nothing to replay', () => {
  const view = { id: '', batch: '', round: 1, state: 'committed', plan: { letter: 'A', sampleSize: 2, acceptance: 0, rejection: 1, full: false, level: 'II', aql: '1.0', lotSize: 8 }, commitment: revealed.commitment, nonconforming: null, createdAt: '', drawnAt: null, endedAt: null } as const
  expect([revealedOf({ ...view, seed: null, salt: null }), revealedOf({ ...view, seed, salt })]).toEqual([null, revealed])
  expect(sha256(promisedText(revealed))).toBe(revealed.commitment)
})
