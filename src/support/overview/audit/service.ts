import { refuse } from '../../../kernel/failure.ts'
import type { OrganisationId, ProjectId, RunId } from '../../../kernel/ids.ts'
import { fingerprintOf } from '../../../chain/6-release/service.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { chainState, headOf, record, type Seal } from '../../../workspace/journal/service.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import '../policy.ts'
import type { ChainView, ExportView } from './contract.ts'
import { auditFailures } from './errors.ts'
import { exportRun, verifyRun, type VerifyResult } from './jobs.ts'
import type { ExportSpec } from './model.ts'
import * as rows from './repository.ts'
import type { WrittenExport } from './write-export.ts'

const shown = 50

export const chainOf = async (tx: Tx, services: Services): Promise<ChainView> => {
  const { head, sealed, waiting } = await chainState(tx), [last] = await rows.auditRuns(tx, verifyRun.id, null, 1)
  const result = last?.state === 'done' ? last.result as VerifyResult : null
  return {
    head: head && { number: head.number, through: head.through, hash: head.hash, at: head.at }, sealed, waiting, fingerprint: fingerprintOf(services.signer.publicKey),
    verification: last ? { run: last.id, state: last.state, share: last.state === 'done' ? 1 : last.share, at: (last.ended_at ?? last.created_at).toISOString(), result: result && { seals: result.seals, entries: result.entries, findings: result.findings, through: result.through, head: result.head, first: result.first ?? null } } : null,
  }
}

export const checkpointOf = async (tx: Tx): Promise<Seal> => (await headOf(tx)) ?? refuse(auditFailures.nothingSealed())

export const startVerifying = async (tx: Tx, services: Services, actor: Actor, checkpoint: Seal | null): Promise<RunId> => {
  demand(actor, 'journal.verify')
  return services.runs.start(tx, actor, verifyRun, { project: null, spec: { checkpoint }, services })
}

export const startExport = async (tx: Tx, services: Services, actor: Actor, spec: ExportSpec): Promise<RunId> => {
  const project = spec.project as ProjectId | null
  if (project) await enterProject(tx, actor, project, 'project.read')
  demand(actor, 'journal.export', { project })
  if (Date.parse(spec.from) >= Date.parse(spec.to)) refuse(auditFailures.badPeriod({}, { field: 'from' }))
  if (!(await headOf(tx))) refuse(auditFailures.nothingSealed())
  return services.runs.start(tx, actor, exportRun, { project, spec, services })
}

export const exportsOf = async (tx: Tx, project: ProjectId | null): Promise<ExportView[]> =>
  (await rows.auditRuns(tx, exportRun.id, project, shown)).map(run => {
    const spec = run.spec as ExportSpec, written = run.state === 'done' ? run.result as WrittenExport : null
    return {
      run: run.id, state: run.state, share: run.state === 'done' ? 1 : run.share, project: run.project, from: spec.from, to: spec.to, createdAt: run.created_at.toISOString(),
      archive: written && { ...written.archive, entries: written.entries, seals: written.seals },
    }
  })

/** The archive of an export that ended. The reading is written down. */
export const openExport = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<{ organisation: OrganisationId, archive: WrittenExport['archive'] }> => {
  const run = await rows.findAuditRun(tx, exportRun.id, id)
  if (!run) return refuse(auditFailures.unknownExport())
  demand(actor, 'journal.read', { project: run.project as ProjectId | null })
  // Its entries say who did what, each sealed as a whole: nothing can be taken out of them.
  if (actor.guest) demand(actor, 'field.people', { project: run.project as ProjectId | null })
  if (run.state !== 'done') return refuse(auditFailures.unknownExport())
  const { archive } = run.result as WrittenExport
  await record(tx, actor, services.clock.now(), { verb: 'journal.downloaded', kind: 'journal', object: id, project: run.project ?? undefined, detail: { archive: archive.sha256 } })
  return { organisation: actor.organisation, archive }
}
