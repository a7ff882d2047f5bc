import { expect, test } from 'vitest'
import { cardOf } from './card.ts'
import { croissantOf } from './croissant.ts'
import type { BatchEvidence, Manifest } from './model.ts'

const evidence = (batch: string, more: Partial<BatchEvidence> = {}): BatchEvidence => ({
  batch, id: batch, state: 'accepted', tasks: 2, overlap: 1, review: 'all', unreviewed: false, uninspected: false, schema: 1, guideline: 1, preparation: null, people: [{ person: 'p-1', steps: { annotate: 2 } }], verdicts: { accept: 2 }, corrections: 1,
  defects: [{ code: 'box-offset', severity: 'minor', count: 3 }], inspections: [], ...more,
})
const item = (name: string, provenance: unknown): Manifest['items'][number] =>
  ({ item: name, asset: { id: name, sha256: 'a', size: 1, modality: 'image', text: null }, provenance, task: 't', outcome: { why: 'sole', annotation: 'n', revision: 1, sha256: 'o', shapes: 1 }, schema: 1, guideline: 1, split: 'train', cluster: null })
const body: Omit<Manifest, 'files'> = {
  format: 'feedstock-manifest@1', release: { id: '0190f1d2-0000-7000-8000-000000000001', number: 'R-003', name: 'Streets | 街景', project: 'p', organisation: '0190f1d2-0000-7000-8000-000000000002', createdAt: '2026-11-24T00:00:00.000Z' },
  spec: { batches: [], splits: [{ name: 'train', percent: 100 }], seed: 's', formats: ['csv', 'feedstock-jsonl'], media: false, language: 'en' }, counts: { items: 3, shapes: 3, bySplit: { train: 3 }, byClass: { 'a|b': 1, car: 2 } },
  exports: [{ format: 'csv', files: 1, items: 3, annotations: 3, losses: [{ code: 'lost.z-order', count: 2, examples: [] }] }], schemas: [{ version: 1, sha256: 'a' }], guidelines: [{ version: 1, sha256: 'a' }],
  evidence: [evidence('B-001'), evidence('B-002', { unreviewed: true, uninspected: true })], items: [item('a', { kind: 'open', licence: 'CC-BY-4.0', source: 's' }), item('b', { kind: 'open', licence: 'CC-BY-4.0', source: 's' }), item('c', { kind: 'user_input', authorisation: 'x' })],
}
const file = (path: string) => ({ path, size: 5, sha256: 'b'.repeat(64), blocks: [] })

test('the card says composition, collection, annotation, limits, licences and personal data, and holds user text inside its cell', () => {
  const card = cardOf(body, 'KEY')
  for (const heading of ['Composition', 'Collection', 'Annotation', 'Known limits', 'Licences', 'Languages', 'Personal data', 'Files', 'Contact']) expect(card).toContain(`\n## ${heading}\n`)
  for (const line of ['| car | 2 |', '| a\\|b | 1 |', '# Streets \\| 街景', '* open data under a licence: 2 items', '* CC-BY-4.0: 2 items', '* not stated: 1 items', '1 items were given by users', 'Nobody reviewed the annotations of B-002.', 'No sample was inspected and passed for B-002.', '`csv` could not hold everything: lost.z-order 2.', 'box-offset 6']) expect(card).toContain(line)
  expect(cardOf(body, 'KEY')).toBe(card)
})

test('croissant.json has every required property, digests of its files, one id per node and no reference to a node that is not there', () => {
  const text = croissantOf(body, [file('README.md'), file('exports/csv/data.csv'), file('exports/feedstock-jsonl/items.jsonl'), file('exports/yolo/labels/甲 1.txt')])
  interface Node { '@type': string, '@id': string, name: string, [key: string]: unknown }
  const card = JSON.parse(text) as Record<string, unknown> & { distribution: (Node & { sha256: string, contentUrl: string, encodingFormat: string })[], recordSet: (Node & { key: { '@id': string }, field: (Node & { dataType: string, source: { fileObject: { '@id': string }, extract: { jsonPath: string } } })[] })[] }
  // https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html, required properties of Dataset, FileObject, RecordSet and Field.
  for (const key of ['@context', '@type', 'conformsTo', 'name', 'description', 'license', 'url', 'creator', 'datePublished']) expect([key, card[key] === undefined || card[key] === '']).toEqual([key, false])
  expect([card['@type'], card['conformsTo'], card['version']]).toEqual(['sc:Dataset', 'http://mlcommons.org/croissant/1.0', '003.0.0'.replace(/^0+/, '')])
  expect(card.distribution.map(d => [d['@type'], d.sha256, d.encodingFormat])).toEqual([['cr:FileObject', 'b'.repeat(64), 'application/jsonlines'], ['cr:FileObject', 'b'.repeat(64), 'text/csv'], ['cr:FileObject', 'b'.repeat(64), 'text/plain']])
  const fields = card.recordSet.flatMap(r => r.field), ids = [...card.distribution, ...card.recordSet, ...fields].map(n => n['@id']), files = new Set(card.distribution.map(d => d['@id']))
  expect([new Set(ids).size, ids.some(id => /\s/.test(id))]).toEqual([ids.length, false])
  for (const f of fields) expect([f['@type'], f.dataType !== '', files.has(f.source.fileObject['@id']), f.source.extract.jsonPath.startsWith('$.')]).toEqual(['cr:Field', true, true, true])
  expect(ids).toContain(card.recordSet[0]!.key['@id'])
  expect(croissantOf(body, [file('README.md')])).not.toContain('recordSet":[')
})
