import { isUtf8 } from 'node:buffer'

export type NameEncoding = 'utf-8' | 'gb18030' | 'cp437'

/** Upper half of code page 437 (IBM, 1981), the encoding of names in the first ZIP specification. */
const cp437 = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

const infoZipUnicodePath = 0x7075

/** APPNOTE.TXT 4.6.9: version 1, CRC of the name it replaces (4 bytes), the name in UTF-8. */
const unicodePath = (fields: readonly { id: number, data: Buffer }[]): string | null => {
  const data = fields.find(f => f.id === infoZipUnicodePath)?.data
  return data && data.length > 5 && data[0] === 1 && isUtf8(data.subarray(5)) ? data.subarray(5).toString('utf8') : null
}

/** The Unicode path field, else UTF-8 (flagged or not), else GB18030, else CP437. Separators come out as `/`, without a leading `./`. */
export const readEntryName = (raw: Buffer, fields: readonly { id: number, data: Buffer }[]): { name: string, encoding: NameEncoding } => {
  const tidy = (name: string): string => name.replaceAll('\\', '/').replace(/^(\.\/)+/, '')
  const given = unicodePath(fields)
  if (given !== null) return { name: tidy(given), encoding: 'utf-8' }
  if (isUtf8(raw)) return { name: tidy(raw.toString('utf8')), encoding: 'utf-8' }
  try { return { name: tidy(new TextDecoder('gb18030', { fatal: true }).decode(raw)), encoding: 'gb18030' } }
  catch { return { name: tidy([...raw].map(b => (b < 0x80 ? String.fromCharCode(b) : cp437[b - 0x80]!)).join('')), encoding: 'cp437' } }
}
