/** Characters per shingle: Chinese says in three what alphabets say in five. */
const hanLength = 3, otherLength = 5

const isHan = (c: number): boolean => (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x3ffff)

/** Lower case, each run of white space one blank, none at the ends. Only for comparing; stored text is never normalised. */
const comparable = (text: string): Uint32Array => Uint32Array.from(text.toLowerCase().replace(/\s+/g, ' ').trim(), c => c.codePointAt(0)!)

const isMostlyHan = (text: Uint32Array): boolean => {
  let han = 0, blank = 0
  for (const c of text) {
    if (isHan(c)) han++
    else if (c === 0x20) blank++
  }
  return han * 3 > (text.length - blank) * 2
}

/** Murmur3 over the code points (Appleby, 2011, 32-bit form): short inputs spread over all 32 bits. */
const hashOf = (text: Uint32Array, from: number, length: number): number => {
  let h = length
  for (let i = from; i < from + length; i++) {
    let k = Math.imul(text[i]!, 0xcc9e2d51)
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
    h ^= k
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * The set of hashed character n-grams of a text, ascending and without repeats: n is 3 when more than two thirds of its visible characters are Han, else 5.
 * A text shorter than n is one shingle, an empty one has none.
 */
export const shinglesOf = (text: string): Uint32Array => {
  const characters = comparable(text)
  if (characters.length === 0) return new Uint32Array()
  const length = Math.min(characters.length, isMostlyHan(characters) ? hanLength : otherLength)
  const hashes = new Uint32Array(characters.length - length + 1)
  for (let i = 0; i < hashes.length; i++) hashes[i] = hashOf(characters, i, length)
  hashes.sort()
  let kept = 0
  for (let i = 0; i < hashes.length; i++) if (i === 0 || hashes[i] !== hashes[i - 1]) hashes[kept++] = hashes[i]!
  return hashes.slice(0, kept)
}
