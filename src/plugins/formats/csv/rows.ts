/** One row and the physical line on which it begins; `fault` ends the file; `unended` is a last row without a line end, which may be cut. */
export interface Row { readonly line: number, readonly cells: readonly string[], readonly fault?: 'quote' | 'nul' | 'too-large', readonly unended?: true }

export type Separator = ',' | ';' | '\t'

/** The separator that stands most often in the first line, outside quotes; a comma when none does. */
export const separatorOf = (head: string): Separator => {
  const count = { ',': 0, ';': 0, '\t': 0 }
  let quoted = false
  for (const c of head) {
    if (c === '"') quoted = !quoted
    else if (!quoted && (c === '\n' || c === '\r')) break
    else if (!quoted && (c === ',' || c === ';' || c === '\t')) count[c]++
  }
  if (count[';'] > count[','] && count[';'] >= count['\t']) return ';'
  return count['\t'] > count[','] ? '\t' : ','
}

type State = 'start' | 'plain' | 'quoted' | 'quote'

/** Cuts text into rows by RFC 4180: quoted cells may hold separators, doubled quotes and line ends; LF and CR LF end a row. */
const rowCutter = (separator: Separator, limit: number) => {
  let state: State = 'start', line = 1, begun = 1, quoteLine = 1, length = 0, cell = '', cells: string[] = []
  let fault: Row['fault']
  const rows: Row[] = []
  const endCell = (): void => { cells.push(cell); cell = ''; state = 'start' }
  const endRow = (unended = false): void => {
    endCell()
    // A line without anything on it is no row.
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begun, cells, ...(unended && { unended }) })
    cells = []
    length = 0
    begun = line
  }
  const stop = (cause: NonNullable<Row['fault']>, at: number): void => { fault = cause; rows.push({ line: at, cells, fault: cause }) }
  /** The carriage return of CR LF; one inside quotes is text. */
  const dropReturn = (): void => { if (state === 'plain' && cell.endsWith('\r')) cell = cell.slice(0, -1) }
  const unquoted = (c: string): void => {
    if (c === separator) endCell()
    else if (c === '\n') { dropReturn(); endRow() }
    // Between a closing quote and the line end.
    else if (c === '\r' && state === 'quote') return
    else if (c === '"' && state === 'start') { state = 'quoted'; quoteLine = line }
    else { cell += c; state = state === 'quote' ? 'quote' : 'plain' }
  }
  const step = (c: string): void => {
    if (c === '\n') line++
    if (c === '\0') return stop('nul', line)
    if (++length > limit) return stop('too-large', begun)
    if (state === 'quoted') { if (c === '"') state = 'quote'; else cell += c }
    else if (state === 'quote' && c === '"') { cell += c; state = 'quoted' }
    else unquoted(c)
  }
  return {
    push(chunk: string): Row[] {
      for (let i = 0; i < chunk.length && !fault; i++) step(chunk[i]!)
      return rows.splice(0)
    },
    end(): Row[] {
      if (!fault && state === 'quoted') stop('quote', quoteLine)
      else if (!fault && (cell !== '' || cells.length > 0 || state === 'quote')) { dropReturn(); endRow(true) }
      return rows.splice(0)
    },
  }
}

/** Rows in order. The separator is decided from the first piece of text. */
export async function* rowsOf(chunks: AsyncIterable<string>, limit: number): AsyncGenerator<Row> {
  let cutter: ReturnType<typeof rowCutter> | null = null
  for await (const chunk of chunks) {
    cutter ??= rowCutter(separatorOf(chunk), limit)
    for (const row of cutter.push(chunk)) { yield row; if (row.fault) return }
  }
  if (cutter) yield* cutter.end()
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; one that looks as if it had got one gets another. */
export const neutralised = (cell: string): string => (/^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
export const restored = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string): string => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const rowText = (cells: readonly (string | number | boolean | null)[]): string =>
  // Numbers are written bare: a sign in front of a number is no formula.
  `${cells.map(c => (c === null ? '' : typeof c === 'string' ? quoted(neutralised(c)) : String(c))).join(',')}\n`
