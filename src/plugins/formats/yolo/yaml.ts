/** The part of YAML that `data.yaml` uses: `key: scalar`, `key: [a, b]`, and below a key either `- item` or `number: item`. */
export interface DataFile { readonly values: ReadonlyMap<string, string | readonly string[]>, readonly names: ReadonlyMap<number, string>, readonly fault: { readonly line: number, readonly found: string } | null }

class Fault extends Error {}

/** One scalar without its quotes. @throws Fault when a quote is not closed */
const scalar = (text: string): string => {
  const plain = text.trim()
  if (plain.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(plain)?.[0]
    if (end === undefined || !/^\s*(#.*)?$/.test(plain.slice(end.length))) throw new Fault(plain)
    try { return JSON.parse(end) as string } catch { throw new Fault(plain) }
  }
  if (plain.startsWith("'")) {
    const end = /^'(?:[^']|'')*'/.exec(plain)?.[0]
    if (end === undefined || !/^\s*(#.*)?$/.test(plain.slice(end.length))) throw new Fault(plain)
    return end.slice(1, -1).replaceAll("''", "'")
  }
  return plain.replace(/\s+#.*$/, '').replace(/^#.*$/, '')
}

/** `[a, 'b, c', "d"]`; a list may go on over several lines, which come joined. */
const flowList = (text: string): string[] => {
  const inner = /^\[(.*)\]\s*(#.*)?$/s.exec(text)?.[1]
  if (inner === undefined) throw new Fault(text)
  const items = inner.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\s"'][^,]*/g) ?? []
  return items.map(scalar).filter(item => item !== '')
}

/** Reads a `data.yaml` as far as it is sound; `fault` is the first line that is not. */
export const parseDataFile = (lines: readonly string[]): DataFile => {
  const values = new Map<string, string | string[]>(), names = new Map<number, string>()
  let key = '', fault: DataFile['fault'] = null
  const nested = (text: string): void => {
    const item = /^-\s+(.*)$/s.exec(text)?.[1], pair = /^(\d+)\s*:\s+(.*)$/s.exec(text)
    if (item !== undefined) { const list = values.get(key), next = [...(Array.isArray(list) ? list : []), scalar(item)]; values.set(key, next); if (key === 'names') names.set(names.size, next.at(-1)!) }
    else if (pair && key === 'names') names.set(Number(pair[1]), scalar(pair[2]!))
    // Other nested keys (download scripts, hyperparameters) are not ours to read.
  }
  const top = (text: string): void => {
    const [, name, rest] = /^([\w-]+)\s*:(?:\s+(.*))?$/s.exec(text) ?? []
    if (name === undefined) throw new Fault(text)
    key = name
    const plain = (rest ?? '').trim()
    if (plain.startsWith('[')) { const list = flowList(plain); values.set(key, list); if (key === 'names') list.forEach((item, i) => names.set(i, item)) }
    else if (scalar(plain) !== '') values.set(key, scalar(plain))
  }
  for (let i = 0; i < lines.length && fault === null; i++) {
    const line = i + 1
    let text = lines[i]!
    if (/^\s*(#.*)?$/.test(text) || /^(---|\.\.\.)\s*$/.test(text)) continue
    if (/:\s*\[/.test(text)) while (!text.includes(']') && i + 1 < lines.length) text += ` ${lines[++i]!.trim()}`
    try { if (/^[\s-]/.test(text)) nested(text.trim()); else top(text.trimEnd()) }
    catch (error) { if (!(error instanceof Fault)) throw error; fault = { line, found: error.message.slice(0, 40) } }
  }
  return { values, names, fault }
}
