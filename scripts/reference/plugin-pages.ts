import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadPlugins } from '../../src/app/plugins/load.ts'
import type { Loss, FormatDefinition } from '../../src/sockets/format.ts'
import type { OperatorDefinition } from '../../src/sockets/operator.ts'
import { root } from './load.ts'
import { code, page, table } from './markdown.ts'

const readmeSection = (folder: string, heading: string): string => {
  const text = readFileSync(path.join(root, folder, 'README.md'), 'utf8')
  return text.split(/^## /m).find(part => part.startsWith(heading))?.slice(heading.length).trim() ?? ''
}

const formatText = (format: FormatDefinition): string => {
  const folder = `src/plugins/formats/${format.id}`, losses = path.join(root, folder, 'fixtures/losses.json')
  const found = existsSync(losses) ? (JSON.parse(readFileSync(losses, 'utf8')) as readonly Loss[]).map(l => code(l.code)) : []
  return [
    `## ${code(format.id)} ${format.title.en}`,
    table(['reads', 'writes', 'modalities', 'shapes', 'attributes', 'splits'], [[format.read ? 'yes' : 'no', format.write ? 'yes' : 'no', format.modalities.map(code).join(', '), format.shapes.map(code).join(', '), format.attributes, format.splits ? 'yes' : 'no']]),
    `What it loses: ${readmeSection(folder, 'Losses') || 'see its README.'}`,
    `Counted on its fixture: ${found.length === 0 ? 'nothing' : found.join(', ')}. Full description: [README](../../${folder}/README.md).`,
  ].join('\n\n')
}

/** What an export keeps and gives up, by format. */
export const formatsPage = async (): Promise<string> => {
  const formats = [...(await loadPlugins()).formats.values()]
  return page('Formats',
    'A release is exported in any of these. What a format cannot hold is never dropped in silence: each loss is counted per code, with examples, in the release and on its page.',
    ...formats.map(formatText))
}

interface Part { readonly type?: string, readonly minimum?: number, readonly maximum?: number, readonly exclusiveMinimum?: number, readonly const?: unknown, readonly anyOf?: readonly Part[], readonly enum?: readonly unknown[], readonly items?: Part }
const rangeOf = ({ minimum, exclusiveMinimum, maximum }: Part): string => {
  const low = minimum ?? exclusiveMinimum, sign = minimum === undefined ? '>' : '≥'
  return low === undefined && maximum === undefined ? '' : low === undefined ? ` ≤ ${maximum}` : maximum === undefined ? ` ${sign} ${low}` : ` ${low} to ${maximum}`
}
const kindOf = (part: Part): string => {
  if (part.const !== undefined) return code(JSON.stringify(part.const))
  if (part.anyOf) return part.anyOf.map(kindOf).join(', ')
  if (part.enum) return part.enum.map(value => code(JSON.stringify(value))).join(', ')
  if (part.type === 'array') return `list of ${part.items ? kindOf(part.items) : 'values'}`
  return `${part.type ?? 'value'}${rangeOf(part)}`
}

const operatorText = (o: OperatorDefinition): string => [
  `## ${code(o.id)} ${o.title.en}`,
  `Step ${code(o.step)}, version ${o.version}, modalities ${o.modalities.map(code).join(', ')}; looks at ${o.group ? 'all assets together' : 'one asset at a time'}. ${o.describes.en}`,
  Object.keys(o.parameters.properties).length === 0 ? 'No parameters.' : table(['parameter', 'what it is', 'unit', 'takes', 'unless told'], Object.entries(o.parameters.properties).map(([name, part]) =>
    [code(name), o.parameterTexts[name]?.title.en ?? '', o.parameterTexts[name]?.unit ?? '', kindOf(part as Part), code(JSON.stringify((o.defaults as Record<string, unknown>)[name]))])),
  Object.keys(o.reasons).length === 0 ? '' : `Reasons: ${Object.entries(o.reasons).map(([id, text]) => `${code(id)} ${text.en}`).join('; ')}.`,
].filter(Boolean).join('\n\n')

/** What a recipe can be made of. */
export const operatorsPage = async (): Promise<string> => {
  const operators = [...(await loadPlugins()).operators.values()], order = ['screen', 'clean', 'classify']
  operators.sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || (a.id < b.id ? -1 : 1))
  return page('Operators', 'The steps of a recipe. An asset of another modality is kept unjudged. A verdict names the operator, its version and its parameters.', ...operators.map(operatorText))
}
