import { canonical } from '../../workspace/blobs/service.ts'
import { describe } from './described.ts'
import { nativeFormat, type FileRecord, type Manifest } from './model.ts'

/** Terms of Croissant 1.0 (http://mlcommons.org/croissant/1.0) and of its vocabulary for responsible AI. */
const context = {
  '@language': 'en', '@vocab': 'https://schema.org/', citeAs: 'cr:citeAs', column: 'cr:column', conformsTo: 'dct:conformsTo', cr: 'http://mlcommons.org/croissant/', rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' }, dataType: { '@id': 'cr:dataType', '@type': '@vocab' }, dct: 'http://purl.org/dc/terms/', examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract', field: 'cr:field', fileProperty: 'cr:fileProperty', fileObject: 'cr:fileObject', fileSet: 'cr:fileSet', format: 'cr:format', includes: 'cr:includes', isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath', key: 'cr:key', md5: 'cr:md5', parentField: 'cr:parentField', path: 'cr:path', recordSet: 'cr:recordSet', references: 'cr:references', regex: 'cr:regex', repeated: 'cr:repeated',
  replace: 'cr:replace', sc: 'https://schema.org/', separator: 'cr:separator', source: 'cr:source', subField: 'cr:subField', transform: 'cr:transform',
}

const mediaTypes: Readonly<Record<string, string>> = { jsonl: 'application/jsonlines', json: 'application/json', csv: 'text/csv', txt: 'text/plain', xml: 'application/xml', yaml: 'application/yaml', md: 'text/markdown', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp' }
const mediaTypeOf = (path: string): string => mediaTypes[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'

/** Ids may hold no spaces. Paths stay readable otherwise. */
const idOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

/** Files that a reader is pointed to one by one; raw files and label files per image go by thousands and stand in the manifest. */
const listedFiles = 500

const fileObject = ({ path, size, sha256 }: FileRecord) => ({ '@type': 'cr:FileObject', '@id': idOf(path), name: path, contentUrl: idOf(path), contentSize: `${size} B`, encodingFormat: mediaTypeOf(path), sha256 })

const recordSet = (source: string) => {
  const field = (name: string, description: string, jsonPath: string, repeated = false) => ({
    '@type': 'cr:Field', '@id': `items/${name}`, name, description, dataType: 'sc:Text', ...(repeated && { repeated: true }), source: { fileObject: { '@id': source }, extract: { jsonPath } },
  })
  return {
    '@type': 'cr:RecordSet', '@id': 'items', name: 'items', description: 'One record per labelled item', key: { '@id': 'items/item' },
    field: [
      field('item', 'Name of the item, unique in the release', '$.item'), field('split', 'Split that it belongs to', '$.split'), field('media', 'Path of its raw file', '$.media.path'), field('text', 'The text of a text item', '$.text'),
      field('kinds', 'Kinds of its shapes', '$.shapes[*].kind', true), field('labels', 'Classes of its shapes', '$.shapes[*].label', true),
    ],
  }
}

/** Responsible-AI figures that the evidence gives; what nobody recorded is left out, not filled in. */
const responsible = (m: Omit<Manifest, 'files'>) => {
  const { kinds } = describe(m.items), people = new Set(m.evidence.flatMap(e => e.people.map(p => p.person))).size, models = m.evidence.flatMap(e => e.preparation?.operators ?? [])
  return {
    ...(!m.withheld && { 'rai:dataCollection': kinds.map(([kind, n]) => `${kind}: ${n} items`).join('; ') }),
    'rai:dataAnnotationPlatform': 'Feedstock', 'rai:annotationsPerItem': [...new Set(m.evidence.map(e => e.overlap))].sort((a, b) => a - b).join(', '),
    'rai:dataAnnotationAnalysis': `${people} people; ${m.evidence.reduce((n, e) => n + e.corrections, 0)} corrections; ${m.evidence.filter(e => e.unreviewed).length} of ${m.evidence.length} batches without review, ${m.evidence.filter(e => e.uninspected).length} without a passed inspection`,
    ...(models.length > 0 && { 'rai:dataPreprocessingProtocol': [...new Set(models.map(o => `${o.operator}@${o.version}`))].sort() }),
  }
}

/**
 * The dataset card for machines: files with their digests and how to read the records. The manifest of a release decides it, so the
 * same release gives the same bytes.
 * @param files of the archive, without this one and the manifest
 */
export const croissantOf = (m: Omit<Manifest, 'files'>, files: readonly FileRecord[]): string => {
  const { licences, unlicensed } = describe(m.items), native = `exports/${nativeFormat}/items.jsonl`, own = files.find(f => f.path === native)
  const exported = files.filter(f => f.path.startsWith('exports/') && f !== own).slice(0, listedFiles)
  return canonical({
    '@context': context, '@type': 'sc:Dataset', conformsTo: 'http://mlcommons.org/croissant/1.0', name: m.release.name, identifier: m.release.id, url: `urn:uuid:${m.release.id}`,
    description: `Release ${m.release.number}: ${m.counts.items} items with ${m.counts.shapes} shapes in ${Object.keys(m.counts.bySplit).length} splits.`, version: `${Number(m.release.number.replace(/\D/g, '')) || 1}.0.0`, datePublished: m.release.createdAt.slice(0, 10), isLiveDataset: false,
    creator: { '@type': 'sc:Organization', identifier: `urn:uuid:${m.release.organisation}`, name: `Organisation ${m.release.organisation}` },
    license: m.withheld ? ['not said in this edition'] : [...licences.map(([licence]) => licence), ...(unlicensed > 0 ? [`not stated for ${unlicensed} items: see README.md`] : [])],
    citeAs: `${m.release.name}, release ${m.release.number}, ${m.release.createdAt.slice(0, 10)}`, inLanguage: m.spec.language, ...responsible(m),
    distribution: [...(own ? [own] : []), ...exported].map(fileObject), ...(own && { recordSet: [recordSet(idOf(native))] }),
  })
}
