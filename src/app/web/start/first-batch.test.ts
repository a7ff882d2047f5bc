import { expect, it } from 'vitest'
import { isBehind, phases, walk, type Journey, type Phase, type Reached } from './first-batch.ts'

const steps = ['createProject', 'createDataset', 'upload', 'startImport', 'watchImport', 'startScreening', 'watchScreening', 'select', 'openBatch', 'claim'] as const
type Step = (typeof steps)[number]

/** A journey that notes each step and falls over at one of them. */
const journey = (called: Step[], breaksAt: Step | null = null): Journey => {
  const step = (name: Step) => async (): Promise<string> => { called.push(name); if (name === breaksAt) throw new Error(name); return `${name}-made` }
  const watched = (name: Step) => async (): Promise<void> => { await step(name)() }
  return {
    createProject: step('createProject'), createDataset: step('createDataset'), upload: watched('upload'), startImport: step('startImport'), watchImport: watched('watchImport'),
    startScreening: step('startScreening'), watchScreening: watched('watchScreening'), select: step('select'), openBatch: step('openBatch'), claim: step('claim'),
  }
}

it('walks every step once, in order, and ends at the first label', async () => {
  const called: Step[] = [], seen: Phase[] = []
  const reached = await walk(journey(called), {}, () => undefined, phase => { seen.push(phase) })
  expect(called).toEqual(steps)
  expect(reached).toMatchObject({ project: 'createProject-made', batch: 'openBatch-made', assignment: 'claim-made' })
  expect([...new Set(seen)]).toEqual(phases)
  expect(phases.every(phase => isBehind(phase, reached))).toBe(true)
})

it.each(steps)('after a fall at %s a second try begins there and makes nothing twice', async breaksAt => {
  const called: Step[] = []
  let reached: Reached = {}
  await expect(walk(journey(called, breaksAt), reached, r => { reached = r }, () => undefined)).rejects.toThrow(breaksAt)
  await walk(journey(called), reached, r => { reached = r }, () => undefined)
  const at = steps.indexOf(breaksAt)
  expect(called).toEqual([...steps.slice(0, at + 1), ...steps.slice(at)])
  expect(reached.assignment).toBe('claim-made')
})
