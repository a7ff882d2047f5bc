import { Readable } from 'node:stream'
import type { BatchId } from '../../../kernel/ids.ts'
import { on, onBytes, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import { scopeOf } from '../../../workspace/access/service.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import { enterBatch, type StoredBatch } from '../../3-production/service.ts'
import { correctionsOf, type LedgerFilter, type StoredCorrection } from '../repository.ts'
import * as contract from './contract.ts'
import { csvLine, type Rate } from './model.ts'
import * as reports from './service.ts'

/** A list that opens as UTF-8 in spreadsheets. */
const byteOrderMark = '\uFEFF'
const pageSize = 1000

const shares = (rate: Rate | null): (number | null)[] => (rate ? [rate.count, rate.n, rate.count / rate.n, rate.low, rate.high] : [null, null, null, null, null])
/** One table: what the row is about, of what, the count, and of shares the interval. */
const reportCsv = (report: contract.DefectReportView): string => [
  ['section', 'key', 'code', 'defects', 'minor', 'major', 'critical', 'tasks', 'checked', 'rate', 'low', 'high'],
  ...report.codes.map(c => ['code', null, c.code, c.defects, c.bySeverity.minor, c.bySeverity.major, c.bySeverity.critical, ...shares(c.rate)]),
  ...report.classes.map(c => ['class', c.class, c.code, c.defects]),
  ...(report.people ?? []).map(p => ['person', p.person, null, p.defects, null, null, null, ...shares(p.rate)]),
  ...(report.reviewers ?? []).map(r => ['reviewer', r.person, 'overturned', r.overturned, null, null, null, ...shares(r.rate)]),
  ...(['tasks', 'reviewed', 'sampled', 'checked', 'corrections', 'overturned', 'inspectionRounds', 'clientRounds'] as const).map(key => ['batch', key, null, report[key]]),
].map(csvLine).join('')

const ledgerColumns = ['task', 'taskNumber', 'shape', 'annotator', 'corrector', 'original', 'corrected', 'originalAt', 'correctedAt', 'codes', 'overturned'] as const
const ledgerRow = (c: StoredCorrection) => ({
  task: c.task, taskNumber: c.number, shape: c.shape, annotator: c.annotator, corrector: c.corrector, original: c.original, corrected: c.corrected, originalAt: c.original_at.toISOString(), correctedAt: c.corrected_at.toISOString(),
  codes: c.codes, overturned: c.overturned,
})
const cellOf = (value: unknown): string | number | null => (value === null || typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value))

/** Page by page in transactions of their own: a ledger of any length is never held in memory. */
async function* ledgerLines(services: Services, actor: Actor, batch: StoredBatch, format: 'csv' | 'jsonl', filter: Omit<LedgerFilter, 'limit' | 'after'>): AsyncGenerator<string> {
  if (format === 'csv') yield byteOrderMark + csvLine(ledgerColumns)
  for (let after = 0; ;after += pageSize) {
    const page = await inScope(services.db, scopeOf(actor), tx => correctionsOf(tx, batch.id, { ...filter, after, limit: pageSize }))
    const lines = page.map(c => { const row = ledgerRow(c); return format === 'jsonl' ? `${JSON.stringify(row)}\n` : csvLine(ledgerColumns.map(name => cellOf(row[name]))) })
    if (lines.length > 0) yield lines.join('')
    if (page.length < pageSize) return
  }
}

export const reportRoutes: readonly Endpoint[] = [
  on(contract.readDefects)(async ({ tx, actor, input }) => (await reports.readReport(tx, actor, input.params.batch as BatchId)).report),
  onBytes(contract.downloadDefects)(async ({ services, actor, input }) => inScope(services.db, scopeOf(actor), async tx => {
    const { batch, report } = await reports.readReport(tx, actor, input.params.batch as BatchId), display = displayNumber('batch', batch.number)
    await record(tx, actor, services.clock.now(), { verb: 'defects.downloaded', kind: 'batch', object: batch.id, project: batch.project })
    return { bytes: Buffer.from(byteOrderMark + reportCsv(report)), mediaType: 'text/csv; charset=utf-8', fileName: `${display}-defects.csv` }
  })),
  onBytes(contract.downloadCorrections)(async ({ services, actor, input: { params, query: { format, ...filter } } }) => {
    const batch = await inScope(services.db, scopeOf(actor), async tx => {
      const found = await enterBatch(tx, actor, params.batch as BatchId, 'inspection.read')
      await record(tx, actor, services.clock.now(), { verb: 'corrections.downloaded', kind: 'batch', object: found.id, project: found.project, detail: { format } })
      return found
    })
    const mediaType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
    return { bytes: Readable.from(ledgerLines(services, actor, batch, format, filter)), mediaType, fileName: `${displayNumber('batch', batch.number)}-corrections.${format}` }
  }),
]
