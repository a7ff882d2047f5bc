import type { Failure } from '../../../kernel/failure.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import { fieldFailures, syntaxFailures, tableFailures } from '../../../sockets/format-failures.ts'
import { sourceFailures } from '../errors.ts'
import { nameProblem, type ImportOptions } from '../model.ts'
import type { RowsPart } from '../part.ts'
import { cellsOf, recordLimit, type TableRecord } from './records.ts'
import { findColumn } from './survey.ts'

export interface Row { readonly name: string, readonly text: string, readonly line: number }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const readJson = (record: TableRecord, part: RowsPart, options: ImportOptions, place: { file: string, line: number }): Result<{ text: string, name: unknown }> => {
  let value: unknown
  try { value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(record.bytes)) }
  catch (error) { return fail(error instanceof TypeError ? sourceFailures.rowEncoding({ encoding: part.encoding }, place) : syntaxFailures.json({}, place)) }
  if (typeof value === 'string') return ok({ text: value, name: undefined })
  if (!isRecord(value)) return fail(fieldFailures.type({ expected: 'object' }, place))
  const columns = Object.keys(value), at = findColumn(columns, options.textColumn)
  if (at === -1) return fail(fieldFailures.missing({}, { ...place, field: options.textColumn ?? 'text' }))
  const field = columns[at]!, text = value[field]
  if (typeof text !== 'string') return fail(fieldFailures.type({ expected: 'string' }, { ...place, field }))
  return ok({ text, name: options.nameColumn === undefined ? undefined : value[options.nameColumn] })
}

const readCells = (record: TableRecord, part: RowsPart, options: ImportOptions, place: { file: string, line: number }): Result<{ text: string, name: unknown }> => {
  let cells: string[]
  try { cells = cellsOf(record.bytes, part.delimiter.charCodeAt(0)) } catch { return fail(sourceFailures.rowEncoding({ encoding: part.encoding }, place)) }
  if (cells.length !== part.columns.length) return fail(tableFailures.rowWidth({ found: cells.length, expected: part.columns.length }, place))
  return ok({ text: cells[part.text]!, name: options.nameColumn === undefined ? undefined : cells[part.columns.indexOf(options.nameColumn)] })
}

const readLine = (record: TableRecord, part: RowsPart, place: { file: string, line: number }): Result<{ text: string, name: unknown }> => {
  try { return ok({ text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(record.bytes), name: undefined }) }
  catch { return fail(sourceFailures.rowEncoding({ encoding: part.encoding }, place)) }
}

/** One row as a text with a name, or what is wrong with it, with its physical line. */
export const readRow = (record: TableRecord, part: RowsPart, options: ImportOptions): Result<Row, Failure> => {
  const place = { file: part.table, line: record.line }
  if (record.problem === 'quote') return fail(tableFailures.quote({}, place))
  if (record.problem === 'too-long') return fail(sourceFailures.rowTooLong({ limit: recordLimit }, place))
  const read = part.form === 'jsonl' ? readJson(record, part, options, place) : part.form === 'csv' ? readCells(record, part, options, place) : readLine(record, part, place)
  if (!read.ok) return read
  const { text, name } = read.value
  if (!text.isWellFormed()) return fail(sourceFailures.loneSurrogate({}, place))
  const given = typeof name === 'string' || typeof name === 'number' ? String(name) : ''
  if (given === '') return ok({ name: `${part.table}#L${record.line}`, text, line: record.line })
  const reason = nameProblem(given)
  return reason ? fail(sourceFailures.badName({ reason }, { ...place, field: options.nameColumn })) : ok({ name: given, text, line: record.line })
}
