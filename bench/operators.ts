import { makeTexts } from '../src/support/sample/text/corpus.ts'
import { findHits } from '../src/plugins/operators/personal-data/find-hits.ts'
import nearDuplicateText from '../src/plugins/operators/near-duplicate-text/index.ts'
import { shinglesOf } from '../src/plugins/operators/near-duplicate-text/shingles.ts'
import { similarPairs } from '../src/plugins/operators/near-duplicate-text/similar-sets.ts'
import { machine, median } from './machine.ts'

/**
 * Operators of texts, on texts of the sample, each against work that cannot be left out, measured in the same run: a look at every
 * character for personal data, cutting every text into shingles for near-duplicates.
 * Run: `npm run bench operators`
 */
const RUNS = 5, COUNT = 20_000
const texts = makeTexts('operators bench', COUNT).map(({ text }) => text), whole = texts.join('\n'), megabytes = Buffer.byteLength(whole) / 1e6

console.log(machine())
console.log(`method: ${COUNT.toLocaleString('en-US')} texts of the sample, ${megabytes.toFixed(1)} MB in UTF-8, the middle one of ${RUNS} runs after a warm-up`)

let digits = 0
const looking = median(RUNS, () => { for (const _ of whole.matchAll(/\p{Nd}/gu)) digits++ }), finding = median(RUNS, () => { findHits(whole) })
console.log(`personal-data        ${(megabytes / finding * 1e3).toFixed(1)} MB/s, ${(finding / looking).toFixed(1)} times as long as finding every digit (${(megabytes / looking * 1e3).toFixed(1)} MB/s)`)

const cutting = median(RUNS, () => { texts.forEach(text => { shinglesOf(text) }) }), sets = texts.map(text => shinglesOf(text))
let pairs = 0
const joining = median(RUNS, () => { pairs = 0; similarPairs(sets, nearDuplicateText.defaults.minSimilarity, () => { pairs++ }) })
console.log(`near-duplicate-text  ${(COUNT / joining * 1e3).toFixed(0)} texts/s, ${pairs.toLocaleString('en-US')} pairs found exactly, ${(joining / cutting).toFixed(1)} times as long as cutting the texts into shingles`)
