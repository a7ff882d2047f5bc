import { expect, test } from 'vitest'
import { lackingKinds, lackingPapers, papersOfKind, provenanceKinds, requiredPapers } from './model.ts'

test('each kind of source needs its own papers, and those of another kind do not count for it', () => {
  expect(provenanceKinds.map(kind => lackingPapers(kind, []))).toEqual([['licence'], ['collection_record'], ['contract', 'seller_commitment'], ['authorisation']])
  expect(lackingPapers('commercial', [{ provenance: 'commercial', paper: 'contract' }, { provenance: 'open', paper: 'seller_commitment' }])).toEqual(['seller_commitment'])
  expect(lackingPapers('open', [{ provenance: 'open', paper: 'other' }, { provenance: 'open', paper: 'licence' }])).toEqual([])
})

test('with every required paper nothing is lacking, and each of them can be attached to its kind', () => {
  const all = provenanceKinds.flatMap(provenance => requiredPapers[provenance].map(paper => ({ provenance, paper })))
  expect(lackingKinds(all)).toEqual([])
  expect(lackingKinds(all.slice(1))).toEqual(['open'])
  for (const kind of provenanceKinds) expect(papersOfKind[kind]).toEqual(expect.arrayContaining([...requiredPapers[kind]]))
})
