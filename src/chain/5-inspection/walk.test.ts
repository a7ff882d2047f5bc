import { expect, test } from 'vitest'
import { seededRandom } from '../../kernel/random.ts'
import { Walk, type WalkedTask } from './walk-for-test.ts'

const live = new Set(['held', 'submitted', 'accepted', 'returned'])

/** Everything wrong with a task, in words; nothing in a legal state. */
const wrongs = (walk: Walk, task: WalkedTask): string[] => {
  const { annotate } = walk.workflow, standing = walk.standing(task), seats = task.seats.filter(s => s.step === 'annotate' && live.has(s.state)), found: string[] = []
  if (task.overlap > Math.max(annotate.overlap, annotate.extend?.to ?? 0)) found.push('extended beyond its limit')
  if (seats.length + standing.vacancies > task.overlap) found.push('more seats than the overlap')
  if (new Set(seats.map(s => s.person)).size < seats.length) found.push('one person in two seats')
  if (standing.state === 'approved' && task.outcomes.length === 0) found.push('approved without a decision')
  if (standing.state === 'disputed' && !walk.workflow.arbitrate) found.push('disputed without an arbiter')
  if (standing.reviewable && (standing.arbitrable || !walk.workflow.review)) found.push('reviewable out of turn')
  for (const step of ['review', 'arbitrate'] as const) if (task.seats.filter(s => s.step === step && s.state === 'held').length > 1) found.push(`two hold the ${step}`)
  for (const own of Map.groupBy(task.seats, s => s.person).values()) {
    if (new Set(own.map(s => s.step)).size > 1) found.push('two duties of one person')
    const replaced = own.findIndex(s => s.replaced)
    if (replaced >= 0 && replaced < own.length - 1) found.push('a replaced reader reads again')
  }
  return found
}

test('100,000 walks over task, assignment, batch, lot and appeal reach no illegal state, and every kind of end', () => {
  const ends = new Map<string, number>(), whys = new Set<string>(), turns = new Set<string>(), random = seededRandom('walks')
  for (let n = 0; n < 100_000; n++) {
    const walk = new Walk(random)
    for (let step = 0; step < 60; step++) {
      const before = walk.states.length
      walk.step()
      const found = walk.tasks.flatMap(task => wrongs(walk, task))
      if (walk.states.length > before && walk.state === 'submitted' && walk.tasks.some(t => !['approved', 'discarded'].includes(walk.standing(t).state))) found.push('handed in unfinished')
      if (walk.state === 'closed' && walk.workflow.client && !walk.states.includes('client_accepted')) found.push('settled without the client')
      const turned = walk.states.slice(before), from = walk.states[before - 1]!
      if (turned[0] === 'inspecting' && from !== 'submitted') turns.add(`${from} > ${turned.at(-1)}`)
      if (turned.includes('accepted') && walk.lot?.state !== 'accepted') found.push('accepted against the word on the lot')
      if (turned.includes('accepted') && walk.tasks.some(t => !['approved', 'discarded'].includes(walk.standing(t).state))) found.push('accepted unfinished')
      if (from === 'void' && turned.length > 0 && !walk.byRule) found.push('left the end that people put')
      if (walk.lot && (walk.lot.state === 'accepted') !== (walk.lot.verdict.result === 'accepted')) found.push('a word that the figures do not bear')
      if (found.length > 0) throw new Error(`walk ${n}, step ${step}: ${found.join(', ')} ${JSON.stringify([walk.workflow, walk.tasks, walk.states])}`)
    }
    ends.set(walk.state, (ends.get(walk.state) ?? 0) + 1)
    for (const task of walk.tasks) for (const why of task.outcomes) whys.add(why)
  }
  expect([...whys].sort()).toEqual(['chosen', 'corrected', 'ruled', 'sole'])
  expect([...turns].sort()).toEqual(['rework > accepted', 'void > accepted', 'void > rework'])
  expect([...ends.keys()].sort()).toEqual(['accepted', 'client_accepted', 'client_rework', 'closed', 'delivered', 'inspecting', 'open', 'rework', 'submitted', 'void'])
}, 180_000)
