/** Longest record of a table, in bytes; a quote that nobody closes must not swallow the file. */
export const recordLimit = 4 * 1024 * 1024

/** Where a record ends: bytes taken with its line end, physical lines passed. Null: the buffer ends inside it. */
export interface Cut { readonly end: number, readonly lines: number, readonly problem?: 'quote' }
export type Cutter = (bytes: Buffer, at: number, isLast: boolean) => Cut | null

export interface TableRecord {
  /** Physical line of its beginning, from 1. */
  readonly line: number
  /** Bytes from the start of the stream. */
  readonly offset: number
  /** Without the line end; empty for a blank line. */
  readonly bytes: Buffer
  readonly problem?: 'quote' | 'too-long'
}

const lineFeed = 0x0a, carriageReturn = 0x0d, quoteMark = 0x22

/** A record is a line. A line feed byte is never part of a longer character, in UTF-8 and GB18030 alike. */
export const cutLine: Cutter = (bytes, at, isLast) => {
  const found = bytes.indexOf(lineFeed, at)
  return found !== -1 ? { end: found + 1, lines: 1 } : isLast ? { end: bytes.length, lines: 1 } : null
}

/** RFC 4180, with a quote inside an unquoted cell taken as it is. After a broken quote only the record's first line is given up. */
export const cutCsv = (delimiter: number): Cutter => (bytes, at, isLast) => {
  let lines = 1, i = at
  for (;;) {
    if (bytes[i] === quoteMark) {
      i++
      for (;;) {
        if (i >= bytes.length) return isLast ? broken(bytes, at, isLast) : null
        if (bytes[i] === lineFeed) lines++
        else if (bytes[i] === quoteMark) {
          if (i + 1 >= bytes.length && !isLast) return null
          if (bytes[i + 1] !== quoteMark) break
          i++
        }
        i++
      }
      i++
      const next = bytes[i]
      if (next !== undefined && next !== delimiter && next !== lineFeed && next !== carriageReturn) return broken(bytes, at, isLast)
    }
    while (i < bytes.length && bytes[i] !== delimiter && bytes[i] !== lineFeed) i++
    if (i >= bytes.length) return isLast ? { end: i, lines } : null
    if (bytes[i] === lineFeed) return { end: i + 1, lines }
    i++
  }
}
const broken = (bytes: Buffer, at: number, isLast: boolean): Cut | null => {
  const line = cutLine(bytes, at, isLast)
  return line && { ...line, problem: 'quote' }
}

const withoutLineEnd = (bytes: Buffer): Buffer => {
  let end = bytes.length
  if (bytes[end - 1] === lineFeed) end--
  if (bytes[end - 1] === carriageReturn) end--
  return bytes.subarray(0, end)
}

/**
 * Cuts a stream into records, in constant memory. A record over the limit is named and its first line skipped.
 * @param from line and offset of the stream's beginning, for a stream that starts inside a table
 */
export async function* recordsOf(stream: AsyncIterable<Uint8Array>, cut: Cutter, from: { line: number, offset: number } = { line: 1, offset: 0 }): AsyncGenerator<TableRecord> {
  let { line, offset } = from
  let rest: Buffer = Buffer.alloc(0), skipping = false
  const drain = function* (bytes: Buffer, isLast: boolean): Generator<TableRecord> {
    let at = 0
    while (at < bytes.length) {
      let found = (skipping ? cutLine : cut)(bytes, at, isLast)
      let problem: TableRecord['problem'] = found?.problem
      if (!found) {
        if (bytes.length - at <= recordLimit) break
        found = cutLine(bytes, at, false)
        problem = 'too-long'
        if (!found) {
          // Not even its first line ends here: say so once, then drop bytes until it does.
          if (!skipping) yield { line, offset, bytes: Buffer.alloc(0), problem }
          skipping = true
          offset += bytes.length - at
          at = bytes.length
          break
        }
      }
      if (!skipping) yield { line, offset, bytes: withoutLineEnd(bytes.subarray(at, found.end)), ...(problem && { problem }) }
      skipping = false
      line += problem === 'too-long' ? 1 : found.lines
      offset += found.end - at
      at = found.end
    }
    rest = bytes.subarray(at)
  }
  for await (const chunk of stream) yield* drain(rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), false)
  yield* drain(rest, true)
}

/** The cells of one record that `cutCsv` cut. @throws TypeError when it is not UTF-8 */
export const cellsOf = (record: Buffer, delimiter: number): string[] => {
  const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const cells: string[] = []
  let i = 0
  for (;;) {
    const start = i
    if (record[i] === quoteMark) {
      i++
      while (record[i] !== quoteMark || record[i + 1] === quoteMark) i += record[i] === quoteMark ? 2 : 1
      cells.push(decode(record.subarray(start + 1, i)).replaceAll('""', '"'))
      i++
    } else {
      while (i < record.length && record[i] !== delimiter) i++
      cells.push(decode(record.subarray(start, i)))
    }
    if (i >= record.length) return cells
    i++
  }
}
