import type { Failure } from '../../../kernel/failure.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import { fileFailures, tableFailures } from '../../../sockets/format-failures.ts'
import type { BlobStore, StoredBlob } from '../../../workspace/blobs/service.ts'
import { sourceFailures } from '../errors.ts'
import type { ImportOptions } from '../model.ts'
import type { RowsPart } from '../part.ts'
import { asUtf8, type Utf8Table } from './encoding.ts'
import { cellsOf, cutCsv, cutLine, recordsOf, type Cutter, type TableRecord } from './records.ts'

const rowsPerPart = 2000

export type TableForm = 'jsonl' | 'csv' | 'tsv' | 'lines'
/** Is a file of this name a table of texts? A plain text only when its lines were asked for. */
export const tableForm = (name: string, options: ImportOptions): TableForm | null => {
  const extension = name.toLowerCase().match(/\.([a-z0-9]+)$/)?.[1]
  if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl'
  if (extension === 'csv' || extension === 'tsv') return extension
  return extension === 'txt' && options.lines ? 'lines' : null
}

export const cutterOf = (part: Pick<RowsPart, 'form' | 'delimiter'>): Cutter => (part.form === 'csv' ? cutCsv(part.delimiter.charCodeAt(0)) : cutLine)

/** A line that nobody would label: empty, or white space only. Of tables with columns only the empty one is none of a row. */
export const isBlank = ({ bytes, problem }: TableRecord, form: RowsPart['form']): boolean => {
  if (problem) return false
  const first = bytes[0]
  if (first === undefined) return true
  // Anything but a space, a control character or the beginning of a longer character ends the question.
  return form === 'lines' && (first <= 0x20 || first >= 0x80) && bytes.toString('utf8').trim() === ''
}

const textColumns = ['text', 'content', '文本', '内容', '正文', '內容']
/** The first that is there of what was asked for, or of the usual names in any case. */
export const findColumn = (columns: readonly string[], wanted: string | undefined): number =>
  wanted !== undefined ? columns.indexOf(wanted) : columns.findIndex(c => textColumns.includes(c.trim().toLowerCase()))

/** Commas are the rule; spreadsheets of several countries write semicolons, and some files named .csv hold tabs. */
const delimiterOf = (header: string, form: TableForm): string => {
  if (form === 'tsv') return '\t'
  const counted = [',', ';', '\t'].map(d => [d, header.split(d).length] as const)
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** `blank`: lines of a text that were skipped. */
interface Survey { readonly parts: readonly RowsPart[], readonly blank: number, readonly warnings: readonly Failure[] }

/** Looks once over a table: its encoding, its header, and where its parts of 2,000 rows begin. */
export const surveyTable = async (blobs: BlobStore, organisation: OrganisationId, table: StoredBlob & { name: string }, form: TableForm, options: ImportOptions): Promise<Result<Survey>> => {
  const place = { file: table.name }
  const utf8 = await asUtf8(blobs, organisation, table, options.encoding)
  if (!utf8.ok) return utf8
  const warnings = utf8.value.convertedFrom ? [sourceFailures.tableConverted({ encoding: utf8.value.convertedFrom }, place)] : []
  const isCsv = form === 'csv' || form === 'tsv'
  const delimiter = isCsv ? delimiterOf(await firstLine(blobs, organisation, utf8.value), form) : ','
  const shape = { table: table.name, form: isCsv ? 'csv' as const : form, delimiter, encoding: utf8.value.convertedFrom ?? 'utf-8' }
  const parts: RowsPart[] = []
  let header: { columns: string[], text: number } | null = null, last: { start: number, line: number, count: number } | null = null
  const close = (end: number): void => { if (last) parts.push({ kind: 'rows', ...shape, sha256: utf8.value.sha256, text: header?.text ?? 0, columns: header?.columns ?? [], end, ...last }) }
  const { size, skip } = utf8.value
  if (size <= skip) return fail(form === 'lines' ? sourceFailures.emptyText({}, place) : sourceFailures.noTextColumn({ wanted: options.textColumn ?? 'text', columns: '' }, place))
  let blank = 0
  const stream = await blobs.open(organisation, utf8.value.sha256, { start: skip, end: size - 1 })
  for await (const record of recordsOf(stream, cutterOf(shape), { line: 1, offset: skip })) {
    if (isBlank(record, shape.form)) {
      if (form === 'lines') blank++
      continue
    }
    if (isCsv && !header) {
      const found = readHeader(record, shape, options)
      if (!found.ok) return found
      header = found.value
      continue
    }
    if (!last || last.count === rowsPerPart) {
      close(record.offset)
      last = { start: record.offset, line: record.line, count: 0 }
    }
    last.count++
  }
  close(size)
  return ok({ parts, blank, warnings })
}

const firstLine = async (blobs: BlobStore, organisation: OrganisationId, { sha256, size, skip }: Utf8Table): Promise<string> => {
  if (size <= skip) return ''
  const head = Buffer.concat(await (await blobs.open(organisation, sha256, { start: skip, end: Math.min(size, 64 * 1024) - 1 })).toArray())
  return head.subarray(0, cutLine(head, 0, true)!.end).toString('utf8')
}

const readHeader = (record: { bytes: Buffer, line: number, problem?: string }, { delimiter, encoding, table: file }: Pick<RowsPart, 'delimiter' | 'encoding' | 'table'>, options: ImportOptions): Result<{ columns: string[], text: number }> => {
  const place = { file, line: record.line }
  if (record.problem === 'too-long') return fail(fileFailures.tooLarge({ limit: record.bytes.length }, place))
  if (record.problem) return fail(tableFailures.quote({}, place))
  let columns: string[]
  try { columns = cellsOf(record.bytes, delimiter.charCodeAt(0)) } catch { return fail(sourceFailures.rowEncoding({ encoding }, place)) }
  const text = findColumn(columns, options.textColumn)
  if (text === -1) return fail(sourceFailures.noTextColumn({ wanted: options.textColumn ?? 'text', columns: columns.join(', ').slice(0, 300) }, place))
  if (options.nameColumn !== undefined && !columns.includes(options.nameColumn)) return fail(sourceFailures.noTextColumn({ wanted: options.nameColumn, columns: columns.join(', ').slice(0, 300) }, place))
  return ok({ columns, text })
}
