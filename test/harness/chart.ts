import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse, parseAllDocuments, stringify } from 'yaml'

/**
 * Renders the chart as Helm does, as far as the chart goes: text, `define`, `include`, `if`/`else`, `range` and a few functions, with Go's rules
 * for white space and for what is empty. Anything else fails by name: what this has not heard of is not left out of the result.
 */
export interface Manifest { readonly apiVersion: string, readonly kind: string, readonly metadata: { readonly name: string, readonly annotations?: Readonly<Record<string, string>> }, readonly [field: string]: unknown }

type Node = { readonly text: string } | { readonly output: string } | { readonly when: readonly { readonly test: string | null, readonly body: readonly Node[] }[] } | { readonly each: string, readonly body: readonly Node[] }
interface Scope { readonly root: unknown, readonly dot: unknown, readonly named: ReadonlyMap<string, readonly Node[]> }

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0) || (isRecord(value) && Object.keys(value).length === 0)
const shown = (value: unknown): string => {
  if (typeof value === 'string') return value
  // Helm reads numbers as floating point and would write a million as 1e+06.
  if (typeof value === 'number' && value >= 1_000_000) throw new Error(`too large for a template: ${value}`)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`not a text: ${JSON.stringify(value)}`)
}

/** Texts and actions; an action's dash takes the white space on its side. */
const tokens = (source: string): { text: string, action: boolean }[] => {
  const found: { text: string, action: boolean }[] = []
  let at = 0, trim = false
  for (const match of source.matchAll(/\{\{(-\s)?(?:\/\*[\s\S]*?\*\/|([\s\S]*?))(\s-)?\}\}/g)) {
    const before = source.slice(at, match.index), text = trim ? before.trimStart() : before
    found.push({ text: match[1] ? text.trimEnd() : text, action: false })
    if (match[2] !== undefined) found.push({ text: match[2].trim(), action: true })
    at = match.index + match[0].length
    trim = Boolean(match[3])
  }
  const rest = source.slice(at)
  return [...found, { text: trim ? rest.trimStart() : rest, action: false }]
}

const parseTemplate = (source: string, named: Map<string, readonly Node[]>): readonly Node[] => {
  const list = tokens(source)
  let at = 0
  /** Up to the action that closes, which is returned. */
  const block = (inside: boolean): { body: Node[], closed: string } => {
    const body: Node[] = []
    while (at < list.length) {
      const token = list[at++]!
      if (!token.action) { body.push({ text: token.text }); continue }
      const [word = '', rest = ''] = /^(\w+)\b\s*([\s\S]*)$/.exec(token.text)?.slice(1) ?? []
      if (inside && (word === 'end' || word === 'else')) return { body, closed: token.text }
      if (word === 'define') named.set(parse(rest) as string, block(true).body)
      else if (word === 'range') body.push({ each: rest, body: block(true).body })
      else if (word === 'if') {
        const when: { test: string | null, body: Node[] }[] = []
        for (let test: string | null = rest; ;) {
          const { body: part, closed } = block(true)
          when.push({ test, body: part })
          if (closed === 'end') break
          test = closed === 'else' ? null : closed.replace(/^else if\s+/, '')
        }
        body.push({ when })
      } else if (['with', 'template', 'block', 'end', 'else', 'break', 'continue'].includes(word) || token.text.includes(':=')) throw new Error(`not known: {{ ${token.text} }}`)
      else body.push({ output: token.text })
    }
    if (inside) throw new Error('a block has no end')
    return { body, closed: '' }
  }
  return block(false).body
}

const indented = (by: number, text: string): string => text.split('\n').map(line => ' '.repeat(by) + line).join('\n')

const functions: Readonly<Record<string, (args: readonly unknown[], scope: Scope) => unknown>> = {
  default: ([fallback, value]) => isEmpty(value) ? fallback : value,
  quote: ([value]) => JSON.stringify(value === undefined || value === null ? '' : shown(value)),
  toYaml: ([value]) => stringify(value, { sortMapEntries: true, lineWidth: 0 }).trimEnd(),
  nindent: ([by, text]) => `\n${indented(Number(by), shown(text))}`,
  not: ([value]) => isEmpty(value),
  print: args => args.map(shown).join(''),
  sha256sum: ([text]) => createHash('sha256').update(shown(text)).digest('hex'),
  include: ([name, dot], scope) => {
    const body = scope.named.get(shown(name))
    if (!body) throw new Error(`no template ${shown(name)}`)
    return render(body, { ...scope, dot })
  },
}

const field = (from: unknown, names: string): unknown => names.split('.').filter(Boolean).reduce<unknown>((value, name) => {
  if (!isRecord(value)) throw new Error(`${names}: nothing has a field ${name}`)
  // A value that the chart does not declare is a mistake of the template.
  if (!(name in value)) throw new Error(`${names}: no field ${name}`)
  return value[name]
}, from)

const evaluate = (expression: string, scope: Scope): unknown => {
  const words = expression.match(/"(?:[^"\\]|\\.)*"|[()|]|[^\s()|]+/g) ?? []
  let at = 0
  const operand = (): unknown => {
    const word = words[at++]
    if (word === undefined) throw new Error(`incomplete: ${expression}`)
    if (word === '(') {
      const value = pipeline()
      if (words[at++] !== ')') throw new Error(`a bracket is open: ${expression}`)
      return value
    }
    if (word.startsWith('"')) return JSON.parse(word) as unknown
    if (/^\d+$/.test(word)) return Number(word)
    if (word.startsWith('$')) return field(scope.root, word.slice(1))
    if (word.startsWith('.')) return field(scope.dot, word)
    throw new Error(`not known: ${word} in ${expression}`)
  }
  const call = (piped: readonly unknown[]): unknown => {
    const word = words[at]!
    const known = Object.hasOwn(functions, word) ? functions[word] : undefined
    if (!known) {
      if (piped.length > 0) throw new Error(`not a function: ${word} in ${expression}`)
      return operand()
    }
    at++
    const args: unknown[] = []
    while (at < words.length && words[at] !== '|' && words[at] !== ')') args.push(operand())
    return known([...args, ...piped], scope)
  }
  const pipeline = (): unknown => {
    let value = call([])
    while (words[at] === '|') { at++; value = call([value]) }
    return value
  }
  const value = pipeline()
  if (at < words.length) throw new Error(`left over: ${words.slice(at).join(' ')} in ${expression}`)
  return value
}

const render = (nodes: readonly Node[], scope: Scope): string => nodes.map(node => {
  if ('text' in node) return node.text
  if ('output' in node) return shown(evaluate(node.output, scope))
  if ('when' in node) return render(node.when.find(({ test }) => test === null || !isEmpty(evaluate(test, scope)))?.body ?? [], scope)
  const list = evaluate(node.each, scope)
  if (!Array.isArray(list)) throw new Error(`not a list: ${node.each}`)
  return list.map(dot => render(node.body, { ...scope, dot })).join('')
}).join('')

/** Values over values: maps are merged, everything else replaced. */
const merged = (base: unknown, over: unknown): unknown =>
  isRecord(base) && isRecord(over) ? Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map(key => [key, key in over ? merged(base[key], over[key]) : base[key]])) : over

export const valuesOf = (folder: string, over: unknown = {}): unknown => merged(parse(readFileSync(path.join(folder, 'values.yaml'), 'utf8')), over)

/** The manifests of a release named `demo`, in the order of the files. */
export const renderChart = (folder: string, over: unknown = {}): Manifest[] => {
  const chart = parse(readFileSync(path.join(folder, 'Chart.yaml'), 'utf8')) as { name: string, version: string, appVersion: string }
  const templates = path.join(folder, 'templates'), named = new Map<string, readonly Node[]>()
  const base = `${chart.name}/templates`
  for (const file of readdirSync(templates).sort()) named.set(`${base}/${file}`, parseTemplate(readFileSync(path.join(templates, file), 'utf8'), named))
  const root = {
    Values: valuesOf(folder, over), Release: { Name: 'demo', Namespace: 'demo', Service: 'Helm' },
    Chart: { Name: chart.name, Version: chart.version, AppVersion: chart.appVersion }, Template: { BasePath: base },
  }
  return [...named].filter(([file]) => file.startsWith(`${base}/`) && file.endsWith('.yaml')).flatMap(([file, body]) => parseAllDocuments(render(body, { root, dot: root, named })).flatMap(document => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]!.message}`)
    const manifest = document.toJS() as Manifest | null
    return manifest === null ? [] : [manifest]
  }))
}
