import { wilsonInterval } from '../../kernel/interval.ts'
import type { ProjectId } from '../../kernel/ids.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject } from '../../workspace/project/service.ts'
import type { OverviewView } from './contract.ts'
import * as rows from './repository.ts'
import { sparing } from './sparing.ts'
import './policy.ts'

type Stage = OverviewView['stages'][number]
type Wait = OverviewView['waits'][number]

const stagesOf = (c: rows.ChainCounts): Stage[] => {
  const stage = (name: Stage['stage'], count: number, rest: Partial<Omit<Stage, 'stage' | 'count'>> = {}): Stage => ({ stage: name, count, waiting: 0, dropped: 0, changed: 0, ...rest })
  return [
    stage('source', c.assets, { waiting: c.uploads }), stage('screen', c.kept, { waiting: c.unprepared, dropped: c.dropped }), stage('clean', c.kept, { changed: c.changed }), stage('classify', c.classified),
    stage('annotate', c.handed_in, { waiting: c.open_tasks }), stage('inspect', c.accepted, { waiting: c.in_review + c.approved - c.accepted }), stage('release', c.released, { waiting: c.unreleased }), stage('exchange', 0),
  ]
}

const waitsOf = (c: rows.ChainCounts, batches: readonly rows.BatchWaits[]): Wait[] => {
  const project = (what: Wait['what'], count: number): Wait => ({ what, count, batch: null, display: null, since: null })
  const perBatch = batches.flatMap(b => {
    const wait = (what: Wait['what'], count: number, since: Date | null = null): Wait => ({ what, count, batch: b.batch, display: displayNumber('batch', b.number), since: since?.toISOString() ?? null })
    return [wait('returned', b.returned, b.returned_since), wait('reviews', b.reviews, b.reviews_since), wait('parked', b.parked), wait('lots', b.state === 'submitted' || b.state === 'inspecting' ? 1 : 0), wait('open-tasks', b.open)]
  })
  const all = [project('uploads', c.uploads), project('unprepared', c.unprepared), project('failed-measures', c.failed), ...perBatch, project('unreleased', c.unreleased)].filter(w => w.count > 0)
  // What has waited longest stands first; what has no date keeps its place in the chain behind it.
  return all.sort((a, b) => (a.since && b.since ? a.since.localeCompare(b.since) : a.since ? -1 : b.since ? 1 : 0))
}

const estimate = (right: number, n: number): OverviewView['quality']['accuracy'] => {
  if (n === 0) return null
  const { low, high } = wilsonInterval(right, n, 0.95)
  return { value: right / n, low, high, n }
}

const counted = sparing<OverviewView>()
export const overview = async (tx: Tx, services: Services, actor: Actor, id: ProjectId): Promise<OverviewView> => {
  await enterProject(tx, actor, id, 'overview.read')
  // Everybody of the organisation sees the same rows, a guest those of its party.
  return counted(`${id} ${actor.guest ? actor.membership : ''}`, () => count(tx, services, id))
}

const count = async (tx: Tx, { clock }: Services, id: ProjectId): Promise<OverviewView> => {
  const countedAt = clock.now().toISOString(), counts = await rows.countChain(tx, id), quality = await rows.qualityCounts(tx, id)
  return {
    stages: stagesOf(counts), reasons: await rows.dropReasons(tx, id), waits: waitsOf(counts, await rows.batchWaits(tx, id)),
    quality: { accuracy: estimate(quality.right, quality.judged), firstPass: estimate(quality.passed, quality.first) }, days: await rows.approvedByDay(tx, id), tasks: counts.in_batches, countedAt,
  }
}
