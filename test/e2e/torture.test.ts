import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { install, uninstall } from '../harness/installation.ts'
import { standSupervised, type Standing } from '../harness/torture/standing.ts'
import { openState, told, torture } from '../harness/torture/torture.ts'

const seed = Number(process.env['FEEDSTOCK_SEED'] ?? Date.now() % 1_000_000), kills = 6
let data: string, folder: string, standing: Standing

beforeAll(async () => {
  data = await install()
  folder = path.join(data, 'torture')
  await mkdir(folder)
  standing = await standSupervised(path.join(data, 'installation'))
}, 240_000)
afterAll(async () => {
  await standing.stop()
  await uninstall(data)
})

test(`server, worker and database are killed ${kills} times while six people annotate and review and imports and releases run (seed ${seed}): what was acknowledged is there once, every run ends once, and the journal's chain holds`, async () => {
  console.log(`FEEDSTOCK_SEED=${seed}`)
  const { findings, lost, doubled, acknowledged, runs, resent, journal, kills: done } = await torture({ folder, standing, state: openState(folder, seed), kills, every: 3, say: line => { console.log(line) } })
  expect({ findings, lost, doubled }).toEqual({ findings: [], lost: 0, doubled: 0 })
  expect(done.server + done.worker + done.database + done.all).toBe(kills)
  // Something was at stake.
  for (const many of [acknowledged, runs, resent, journal.entries, journal.seals]) expect(many).toBeGreaterThan(0)
  console.log(`${told(done)}: ${acknowledged} writes acknowledged, ${runs} runs, ${resent} calls sent again`)
}, 300_000)
