import { describe } from './described.ts'
import type { BatchEvidence, Manifest } from './model.ts'

/** Text of people inside a table or a list: on one line, without the signs that would end its cell. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|<>`*_[\]]/g, c => `\\${c}`).trim()
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  rows.length === 0 ? '' : `| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|\n${rows.map(row => `| ${row.join(' | ')} |`).join('\n')}\n`

const sources: Readonly<Record<string, string>> = { open: 'open data under a licence', self_collected: 'collected by the publisher', commercial: 'bought under a contract', user_input: 'given by users under an authorisation', unknown: 'not recorded' }

/** https://huggingface.co/docs/datasets-cards: the classes that the hub knows. */
const sizeCategory = (n: number): string => {
  const limits: readonly (readonly [number, string])[] = [[1e3, 'n<1K'], [1e4, '1K<n<10K'], [1e5, '10K<n<100K'], [1e6, '100K<n<1M'], [1e7, '1M<n<10M'], [1e8, '10M<n<100M'], [1e9, '100M<n<1B']]
  return limits.find(([limit]) => n < limit)?.[1] ?? 'n>1T'
}

const review = (e: BatchEvidence): string => (e.unreviewed ? 'none' : Object.entries(e.verdicts).map(([verdict, n]) => `${verdict} ${n}`).join(', ') || e.review)
const inspection = (e: BatchEvidence): string =>
  e.inspections.map(i => `${i.result}: ${i.nonconforming ?? 0} of ${i.plan.sampleSize} nonconforming (AQL ${i.plan.aql}, level ${i.plan.level})`).join('; ') || 'none'

const annotationOf = (m: Omit<Manifest, 'files'>): string => {
  const people = new Set(m.evidence.flatMap(e => e.people.map(p => p.person))).size
  return `${people} people took part, named by pseudonyms in \`manifest.json\`. Corrections: ${m.evidence.reduce((n, e) => n + e.corrections, 0)}. Label schema versions: ${m.schemas.map(s => s.version).join(', ')}; guideline versions: ${m.guidelines.map(g => g.version).join(', ')}.

${table(['Batch', 'Tasks', 'People', 'Answers per task', 'Review', 'Inspection'], m.evidence.map(e => [e.batch, e.tasks, e.people.length, e.overlap, review(e), inspection(e)]))}`
}

const limitsOf = (m: Omit<Manifest, 'files'>, unlicensed: number): string[] => {
  const unreviewed = m.evidence.filter(e => e.unreviewed), uninspected = m.evidence.filter(e => e.uninspected), defects = m.evidence.flatMap(e => e.defects)
  return [
    ...(unreviewed.length > 0 ? [`Nobody reviewed the annotations of ${unreviewed.map(e => e.batch).join(', ')}.`] : []),
    ...(uninspected.length > 0 ? [`No sample was inspected and passed for ${uninspected.map(e => e.batch).join(', ')}.`] : []),
    ...(unlicensed > 0 && !m.withheld ? [`No licence is recorded for ${unlicensed} of ${m.counts.items} items.`] : []),
    ...(defects.length > 0 ? [`Defects found on the way: ${[...Map.groupBy(defects, d => d.code)].map(([code, of]) => `${code} ${of.reduce((n, d) => n + d.count, 0)}`).sort().join(', ')}.`] : []),
    ...(m.exports ?? []).flatMap(e => (e.losses.length === 0 ? [] : [`\`${e.format}\` could not hold everything: ${e.losses.map(l => `${l.code} ${l.count}`).join(', ')}.`])),
  ]
}

const notSaid = 'This edition does not say it: the terms of the party that it is for keep it back.'

/** The dataset card: what a reader wants to know before opening anything else. Facts of the manifest, nothing more; the same release gives the same bytes. */
export const cardOf = (m: Omit<Manifest, 'files'>, publicKey: string): string => {
  const { kinds, licences, unlicensed, modalities } = describe(m.items), users = kinds.find(([kind]) => kind === 'user_input')?.[1] ?? 0, limits = limitsOf(m, unlicensed)
  return `---
pretty_name: ${JSON.stringify(m.release.name)}
size_categories:
- ${sizeCategory(m.counts.items)}
---

# ${plain(m.release.name)}

Release ${m.release.number} of ${m.release.createdAt.slice(0, 10)}, made with Feedstock: ${m.counts.items} items (${modalities.map(([modality, n]) => `${modality} ${n}`).join(', ')}) with ${m.counts.shapes} shapes.

## Composition

${table(['Split', 'Items'], Object.entries(m.counts.bySplit))}
Split from the seed \`${m.spec.seed}\`; look-alikes stay on one side.

${table(['Class', 'Shapes'], Object.entries(m.counts.byClass).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name, n]) => [plain(name), n]))}
## Collection

${m.withheld ? notSaid : kinds.map(([kind, n]) => `* ${sources[kind] ?? plain(kind)}: ${n} items`).join('\n')}

## Annotation

${annotationOf(m)}
## Known limits

${limits.length > 0 ? limits.map(l => `* ${l}`).join('\n') : 'None recorded.'}

## Licences

${m.withheld ? notSaid : [...licences.map(([licence, n]) => `* ${plain(licence)}: ${n} items`), ...(unlicensed > 0 ? [`* not stated: ${unlicensed} items`] : [])].join('\n')}

## Languages

Class names are in \`${m.spec.language}\`. The language of texts is not declared.

## Personal data

${m.withheld ? notSaid : users > 0 ? `${users} items were given by users under an authorisation and may hold personal data.` : 'No item is declared as user input; that no personal data is inside was not established.'} Annotators appear under pseudonyms.

## Files

Formats: ${m.spec.formats.join(', ')}. Raw files inside: ${m.spec.media ? 'yes' : 'no'}. \`croissant.json\` describes the files for machines, \`manifest.json\` lists every item and file with its digest and the evidence of every batch.

Verify it offline: \`feedstock verify FILE\`. Signed by Ed25519 \`${publicKey}\`.

## Contact

The publisher is the organisation \`${m.release.organisation}\`, known by the fingerprint of the key above. Withdrawals are said in a signed statement: \`feedstock verify FILE --revocations STATEMENT\`.
`
}
