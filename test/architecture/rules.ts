import { isOpenToSlices, isPure, isTest, isWeb, nameOf, placeOf } from './layers.ts'
import { lineAt, target, type Import, type Source } from './source.ts'

export interface Violation { readonly file: string, readonly line: number, readonly rule: string, readonly advice: string }
export const shown = (v: Violation): string => `${v.file}:${v.line} ${v.rule}: ${v.advice}`

type ImportRule = (from: string, imported: Import, to: string | null) => readonly [rule: string, advice: string] | null

const direction: ImportRule = (from, _, to) => {
  if (to === null || !to.startsWith('src/')) return null
  const a = placeOf(from), b = placeOf(to)
  if (a.layer === 'app') return null
  if (b.layer === 'app') return ['nobody-imports-app', 'declare an interface here and let app pass its implementation in']
  if (a.slice === b.slice) return null
  if (a.layer === 'plugins') return pluginDirection(from, to)
  if (b.layer === 'plugins') return ['no-plugin-import', 'reach plug-ins by id through sockets/registry.ts']
  if (b.layer === 'kernel' || (b.layer === 'sockets' && a.layer !== 'kernel')) return a.layer === 'ui' && b.layer === 'sockets' ? ['ui-is-dumb', 'components take plain values; use kernel types'] : null
  if (b.layer === 'ui') return isWeb(from) ? null : ['ui-only-in-web', 'only web/ files draw; move the drawing there']
  if (b.layer === 'editor') return isWeb(from) && a.layer !== 'ui' ? null : ['editor-only-in-web', 'only web/ files mount the editor']
  if (a.layer === 'editor' || a.layer === 'ui') return ['editor-and-ui-know-no-slice', 'editor imports kernel and sockets, ui imports kernel; pass the rest in']
  return a.rank >= 0 && b.rank >= 0 && b.rank < a.rank ? null
    : ['direction', `${a.slice} may not import ${b.slice}: imports go to the left (kernel, sockets, workspace, chain 1 to 7, support); declare an interface and let app wire it`]
}

const pluginDirection = (from: string, to: string): readonly [string, string] | null => {
  const a = placeOf(from), b = placeOf(to)
  if (b.layer === 'kernel' || b.layer === 'sockets') return null
  if (b.layer === 'editor' || b.layer === 'ui') return isWeb(from) || isTest(from) ? null : ['plugin-draws-in-web', 'use editor and ui in the web/ half only']
  if (b.layer !== 'plugins') return ['plugin-knows-no-slice', 'plug-ins import kernel, sockets, shapes; in web/ also editor and ui']
  const shared = b.slice.split('/').length === 2
  return shared || b.slice.startsWith('plugins/shapes/') ? null : ['plugins-never-import-each-other', `move what ${a.slice} shares with ${b.slice} beside the folders, or into the socket`]
}

const sliceSurface: ImportRule = (from, _, to) => {
  if (to === null) return null
  const a = placeOf(from), b = placeOf(to)
  const sliced = ['workspace', 'chain', 'support']
  if (!sliced.includes(a.layer) || !sliced.includes(b.layer) || a.slice === b.slice || b.slice === 'workspace/database' || isOpenToSlices(to)) return null
  return ['slice-surface', `use model, contract, events, service, errors, policy or messages of ${b.slice}, not ${nameOf(to)}`]
}

const purity: ImportRule = (from, imported, to) => {
  if (to !== null || !isPure(from)) return null
  return /^typebox(\/|$)/.test(imported.specifier) ? null : ['pure', `a pure file imports only typebox, not ${imported.specifier}; move the code to a server or web file`]
}

const webReach: ImportRule = (from, imported, to) => {
  if (!isWeb(from)) return null
  if (to === null) return imported.specifier.startsWith('node:') ? ['web-is-web', 'a page has no Node; move this to the server'] : null
  const ok = isWeb(to) || isPure(to) || ['editor', 'ui', 'kernel', 'sockets'].includes(placeOf(to).layer) || placeOf(to).layer === 'plugins' || !/\.tsx?$/.test(to)
  return ok ? null : ['web-is-web', 'web/ imports only web and pure files; share types through contract.ts or model.ts']
}

const technology: ImportRule = (from, imported, to) => {
  if (to !== null) return null
  const name = imported.specifier
  if (/^(fastify$|@fastify\/)/.test(name) && nameOf(from) !== 'routes.ts' && !from.startsWith('src/app/server/')) return ['fastify-only-in-routes', 'bind in routes.ts or app/server; services are plain functions']
  if (/^(react|react-dom|antd|lucide-react|@tanstack\/react-[a-z]+)(\/|$)/.test(name) && !isWeb(from)) return ['react-only-in-web', 'move this to a web/ folder or ui/']
  if (name === 'kysely' && /\bsql\b/.test(imported.clause) && !mayHoldSql(from)) return ['sql-only-in-repository', 'move the statement to repository.ts']
  return null
}

const mayHoldSql = (path: string): boolean => /^(repository|table)\.ts$/.test(nameOf(path)) || path.startsWith('src/workspace/database/')

const extension: ImportRule = (_, imported, to) =>
  to === null || /\.(ts|tsx|css|json|svg)$/.test(imported.specifier) ? null : ['import-extension', 'write the extension of the file: .ts or .tsx']

const importRules = [direction, sliceSurface, purity, webReach, technology, extension]

const importViolations = (files: readonly Source[]): Violation[] => files.filter(file => !isTest(file.path)).flatMap(file => file.imports.flatMap(imported => importRules.flatMap(rule => {
  const broken = rule(file.path, imported, target(file.path, imported.specifier))
  return broken ? [{ file: file.path, line: imported.line, rule: broken[0], advice: broken[1] }] : []
})))

interface CodeRule { readonly rule: string, readonly advice: string, readonly pattern: RegExp, applies(path: string): boolean }
const codeRules: readonly CodeRule[] = [
  { rule: 'no-any', advice: 'name the type, or take unknown and parse it', pattern: /(?::\s*|\bas\s+|<\s*|\|\s*|,\s*)any\b(?!\s*[:(.])/g, applies: () => true },
  { rule: 'named-exports', advice: 'only the entry of a plug-in has a default export', pattern: /\bexport\s+default\b/g, applies: path => !/^src\/plugins\/[^/]+\/[^/]+\/(server\/|web\/)?index\.tsx?$/.test(path) && !isTest(path) },
  { rule: 'sql-only-in-repository', advice: 'move the statement to repository.ts', pattern: /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\s*[(<]/g, applies: path => !mayHoldSql(path) && !isTest(path) },
  { rule: 'erasable-syntax', advice: 'use a union of literals instead of an enum, a module instead of a namespace', pattern: /^\s*(?:export\s+)?(?:const\s+)?(?:enum|namespace)\s+\w+\s*\{/gm, applies: () => true },
]

const codeViolations = (files: readonly Source[]): Violation[] => files.flatMap(file => codeRules.filter(rule => rule.applies(file.path)).flatMap(({ rule, advice, pattern }) =>
  [...file.code.matchAll(pattern)].map(match => ({ file: file.path, line: lineAt(file.text, match.index + match[0].search(/\S/)), rule, advice }))))

/** `base` and `common` say nothing alone; in `base-layer` they are a word of the thing. */
const forbiddenName = /(^|[-.])(utils?|helpers?|misc|managers?|impl)([-.]|$)|^(base|common)(\.|$)/
const fileViolations = (files: readonly Source[]): Violation[] => files.flatMap(({ path, text }) => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0), found: Violation[] = []
  const say = (line: number, rule: string, advice: string): void => { found.push({ file: path, line, rule, advice }) }
  if (lines > 400) say(401, 'file-length', `${lines} lines; split it by what its parts are about, at most 400`)
  for (const segment of path.split('/').slice(1)) {
    if (forbiddenName.test(segment)) say(1, 'forbidden-name', `${segment} says nothing; name the file after what it does`)
    if (!/^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(segment)) say(1, 'kebab-case', `${segment} is not kebab-case`)
  }
  if (nameOf(path) === 'index.ts' && !path.startsWith('src/plugins/')) say(1, 'index-is-a-plugin', 'index.ts is the entry of a plug-in; name the file after what it holds')
  return found
})

type Graph = ReadonlyMap<string, readonly { readonly to: string, readonly imported: Import }[]>
const graphOf = (files: readonly Source[]): Graph => {
  const known = new Set(files.map(file => file.path))
  return new Map(files.map(file => [file.path, file.imports.flatMap(imported => {
    const to = target(file.path, imported.specifier)
    return to !== null && known.has(to) && !imported.dynamic ? [{ to, imported }] : []
  })]))
}

/** Every file that lies on a cycle is found once, by depth-first search; types count. */
const cycleViolations = (graph: Graph): Violation[] => {
  const state = new Map<string, 'open' | 'done'>(), path: string[] = [], found: Violation[] = []
  const visit = (file: string): void => {
    state.set(file, 'open')
    path.push(file)
    for (const { to, imported } of graph.get(file) ?? []) {
      if (state.get(to) === 'open') found.push({ file, line: imported.line, rule: 'no-cycle', advice: `${[...path.slice(path.indexOf(to)), to].join(' -> ')}; move what both need into a third file` })
      else if (!state.has(to)) visit(to)
    }
    path.pop()
    state.set(file, 'done')
  }
  for (const file of graph.keys()) if (!state.has(file)) visit(file)
  return found
}

/** From the roots along imports that remain at run time: each reached file with the way to it. */
const reachable = (graph: Graph, roots: readonly string[]): Map<string, string> => {
  const ways = new Map(roots.map(root => [root, root])), queue = [...roots]
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) for (const { to, imported } of graph.get(file) ?? []) {
    if (imported.type || ways.has(to)) continue
    ways.set(to, `${ways.get(file)} -> ${to}`)
    queue.push(to)
  }
  return ways
}

const isWorkbench = (path: string): boolean => path.startsWith('src/app/web/workbench') || /^src\/.*\/web\/workbench/.test(path) || /^src\/(editor|ui)\//.test(path)

const reachViolations = (files: readonly Source[], graph: Graph): Violation[] => {
  const source = new Map(files.map(file => [file.path, file])), live = files.filter(file => !isTest(file.path)).map(file => file.path)
  const heavy = [...reachable(graph, live.filter(isWorkbench))].flatMap(([file, way]) => (source.get(file)?.imports ?? []).filter(i => !i.type && !i.dynamic && /^(antd|@ant-design\/)/.test(i.specifier))
    .map(i => ({ file, line: i.line, rule: 'workbench-without-antd', advice: `the workbench stays light: ${way}; use ui/ or load the page lazily` })))
  const shells = live.filter(path => /^src\/app\/(server|worker|cli|host)\//.test(path))
  const drawn = [...reachable(graph, shells)].filter(([file]) => file.endsWith('.tsx')).map(([file, way]) => ({ file, line: 1, rule: 'server-without-tsx', advice: `Node runs no .tsx: ${way}` }))
  return [...heavy, ...drawn]
}

/** Every rule of the house plan that can be seen in the files. */
export const violations = (files: readonly Source[]): Violation[] => {
  const graph = graphOf(files)
  return [...importViolations(files), ...codeViolations(files), ...fileViolations(files), ...cycleViolations(graph), ...reachViolations(files, graph)]
}
