import type { Failure } from '../../../kernel/failure.ts'
import { fieldFailures, fileFailures, layoutFailures, referenceFailures } from '../../../sockets/format-failures.ts'
import { imageSize } from '../../../sockets/format-image-size.ts'
import { mediaNames, type MediaNames } from '../../../sockets/format-media.ts'
import { isTextFile, linesOf, openText, recordLimit } from '../../../sockets/format-text.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { Item } from '../../../sockets/item.ts'
import { readObject, readingOf, type Size } from './object.ts'
import { childOf, childrenOf, isElement, parseXml, type Element } from '../../../sockets/format-xml.ts'

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })
const isImage = (path: string): boolean => /\.(jpe?g|png|bmp|webp|tiff?|gif)$/i.test(path)
/** Masks are pictures too, but no items. */
const isMask = (path: string): boolean => /(^|\/)Segmentation(Class|Object)\//.test(path)

async function* linesIn(tree: ReadTree, file: string): AsyncGenerator<string | ReadEvent> {
  const text = await openText(tree, file)
  if (!isTextFile(text)) return yield failed(text)
  yield* text.warnings.map(warning)
  for await (const line of linesOf(text.chunks())) {
    if (!line.ended) yield warning(fileFailures.finalNewline({}, { file, line: line.number }))
    if (line.text === null) yield failed(fileFailures.tooLarge({ limit: recordLimit }, { file, line: line.number }))
    else if (line.text.trim() !== '') yield line.text
  }
  if (text.cut) yield failed(fileFailures.truncated({}, { file }))
}

/** The whole of a small XML file; nothing above `recordLimit` is held. */
const documentIn = async (tree: ReadTree, file: string): Promise<{ readonly root: Element | Failure, readonly warnings: readonly Failure[] }> => {
  const text = await openText(tree, file)
  if (!isTextFile(text)) return { root: text, warnings: [] }
  let whole = ''
  for await (const chunk of text.chunks()) {
    whole += chunk
    if (whole.length > recordLimit) return { root: fileFailures.tooLarge({ limit: recordLimit }, { file }), warnings: [] }
  }
  if (text.cut) return { root: fileFailures.truncated({}, { file }), warnings: [] }
  // The declaration named it: nothing was guessed.
  const declared = /^<\?xml[^>]*encoding\s*=\s*["'](gb18030|gbk|gb2312)["']/i.test(whole)
  return { root: parseXml(whole, file), warnings: declared ? [] : text.warnings }
}

/** `size`, else what the picture itself says. */
const sizeOf = async (root: Element, tree: ReadTree, media: string | null, file: string): Promise<{ size: Size, warnings: Failure[] }> => {
  const stored = childOf(root, 'size'), warnings: Failure[] = []
  const side = (name: string): number | null => {
    const found = childOf(stored, name), value = Number(found?.text.trim() || 'none')
    if (found && !(value > 0 && Number.isFinite(value))) warnings.push(fieldFailures.value({ found: found.text.slice(0, 40) }, { file, line: found.line, field: `/annotation/size/${name}` }))
    return value > 0 && Number.isFinite(value) ? value : null
  }
  const width = side('width'), height = side('height')
  if ((width !== null && height !== null) || media === null) return { size: { width, height }, warnings }
  return { size: await imageSize(tree.open(media)) ?? { width, height }, warnings }
}

interface Context { readonly tree: ReadTree, readonly media: MediaNames, readonly splitOf: (stem: string) => string | null, readonly classes: Set<string>, readonly used: Set<string> }

const stemOf = (path: string): string => path.replace(/^(.*\/)?Annotations\//, '').replace(/\.[^./]*$/, '')

/** Classes that no earlier file named. */
const newClasses = (shapes: Item['shapes'], classes: Set<string>): ReadEvent[] => {
  const fresh = [...new Set(shapes.flatMap(s => (s.label === null || classes.has(s.label) ? [] : [s.label])))]
  for (const name of fresh) classes.add(name)
  return fresh.length === 0 ? [] : [{ kind: 'schema', schema: { classes: fresh.map(name => ({ id: name, name, colour: null, kinds: ['box'] })) } }]
}

async function* itemIn(file: string, context: Context): AsyncGenerator<ReadEvent> {
  const { root, warnings } = await documentIn(context.tree, file)
  yield* warnings.map(warning)
  if (!isElement(root)) return yield failed(root)
  if (root.name !== 'annotation') return yield warning(layoutFailures.unlisted({}, { file }))
  const filename = (childOf(root, 'filename')?.text ?? '').replaceAll('\\', '/').replace(/^(\.{0,2}\/)+/, ''), named = childOf(root, 'feedstock_path')?.text
  const wanted = named ?? (filename === '' ? `${stemOf(file)}.jpg` : filename)
  if (filename === '') yield warning(fieldFailures.missing({}, { file, field: '/annotation/filename' }))
  const media = context.media.find(wanted, file)
  if (media.ambiguous) yield warning(referenceFailures.mediaAmbiguous({ found: wanted }, { file, field: '/annotation/filename' }))
  if (media.present) context.used.add(media.path)
  const { size, warnings: ofSize } = await sizeOf(root, context.tree, media.present ? media.path : null, file), database = childOf(childOf(root, 'source'), 'database')?.text ?? ''
  yield* ofSize.map(warning)
  const objects = childrenOf(root, 'object').map((object, i) => readObject(object, i + 1, readingOf(database), size, file)), shapes = objects.flatMap(o => o.shapes)
  yield* objects.flatMap(o => [...o.failed.map(failed), ...o.warnings.map(warning)])
  yield* newClasses(shapes, context.classes)
  yield {
    kind: 'item', item: {
      item: childOf(root, 'feedstock_item')?.text ?? named ?? wanted, split: context.splitOf(stemOf(file)), text: null, turns: null,
      media: { type: 'image', path: media.path, ...size, durationS: null, frames: null, present: media.present },
      shapes, relations: [], reviews: [], predictions: [], extra: database === '' ? {} : { 'pascal-voc': { database } },
    },
  }
}

/** A picture that no file speaks of. */
async function* bareItem(path: string, context: Context): AsyncGenerator<ReadEvent> {
  const size = await imageSize(context.tree.open(path)) ?? { width: null, height: null }
  const name = path.replace(/^(.*\/)?JPEGImages\//, '')
  yield { kind: 'item', item: { item: name, split: context.splitOf(stemOf(name)), text: null, turns: null, media: { type: 'image', path, ...size, durationS: null, frames: null, present: true }, shapes: [], relations: [], reviews: [], predictions: [], extra: {} } }
}

/** Lists of names: `Main` before the others, `trainval` last. Lists of one class (`cat_train.txt`, a name and 1, 0 or -1) say nothing of splits. */
const setFiles = (paths: readonly string[]): string[] => {
  const rank = (path: string): string => `${/\/Main\//.test(path) ? 0 : 1}${path.endsWith('trainval.txt') ? 1 : 0}${path}`
  return paths.filter(path => /(^|\/)ImageSets\/[^/]+\/[^/]+\.txt$/.test(path)).sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const paths: string[] = [], splits = new Map<string, string>(), classes = new Set<string>()
  for await (const path of tree.paths()) paths.push(path)
  paths.sort()
  const documents = paths.filter(path => /\.xml$/i.test(path)), map = paths.find(path => /(^|\/)labelmap\.txt$/.test(path))
  if (map !== undefined) {
    for await (const line of linesIn(tree, map)) if (typeof line !== 'string') yield line; else if (!line.startsWith('#')) classes.add(line.replace(/:[^:]*:[^:]*:[^:]*$/, ''))
    classes.delete('background')
    yield { kind: 'schema', schema: { classes: [...classes].map(name => ({ id: name, name, colour: null, kinds: ['box'] })) } }
  }
  for (const file of setFiles(paths)) {
    const split = /([^/]+)\.txt$/.exec(file)![1]!
    for await (const line of linesIn(tree, file)) if (typeof line !== 'string') yield line; else if (!/\s-?[01]\s*$/.test(line) && !splits.has(line)) splits.set(line, split)
  }
  const context: Context = { tree, media: mediaNames(paths.filter(path => isImage(path) && !isMask(path))), splitOf: stem => splits.get(stem) ?? null, classes, used: new Set() }
  for (const file of documents) yield* itemIn(file, context)
  for (const path of paths) if (isImage(path) && !isMask(path) && !context.used.has(path)) yield* bareItem(path, context)
  for (const path of paths) if (isMask(path)) yield warning(layoutFailures.unlisted({}, { file: path }))
}
