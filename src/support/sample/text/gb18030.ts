/** The two-byte part of GB 18030, read backwards out of the platform's own decoder. */
const doubleBytes = (): Map<string, number> => {
  const decoder = new TextDecoder('gb18030', { fatal: false }), found = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) {
    if (trail === 0x7f) continue
    const character = decoder.decode(Uint8Array.of(lead, trail))
    if ([...character].length === 1 && character !== '\ufffd' && !found.has(character)) found.set(character, lead << 8 | trail)
  }
  return found
}
let table: Map<string, number> | null = null

/** Supplementary planes stand in one linear run of four-byte codes from 90 30 81 30 on (GB 18030-2005). */
const fourBytes = (codePoint: number): number[] => {
  const n = codePoint - 0x10000
  return [0x90 + Math.floor(n / 12600), 0x30 + Math.floor(n / 1260) % 10, 0x81 + Math.floor(n / 10) % 126, 0x30 + n % 10]
}

/** The bytes, or null when a character of the basic plane is not among the two-byte codes. */
export const toGb18030 = (text: string): Uint8Array | null => {
  table ??= doubleBytes()
  const out: number[] = []
  for (const character of text) {
    const codePoint = character.codePointAt(0)!, code = table.get(character)
    if (codePoint < 0x80) out.push(codePoint)
    else if (code !== undefined) out.push(code >> 8, code & 0xff)
    else if (codePoint >= 0x10000) out.push(...fourBytes(codePoint))
    else return null
  }
  return Uint8Array.from(out)
}
