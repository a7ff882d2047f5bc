/** A file of a bundle. `modified`: milliseconds since 1970. */
export interface BundleFile { readonly path: string, readonly modified: number, readonly file: Blob }

const blockSize = 512, encoder = new TextEncoder()
const padded = (length: number): number => (blockSize - (length % blockSize)) % blockSize

/** PAX records (POSIX.1-2001): each begins with its own length in bytes. */
const paxRecords = (records: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> => encoder.encode(Object.entries(records).map(([key, value]) => {
  const rest = ` ${key}=${value}\n`, bytes = encoder.encode(rest).length
  let length = bytes + 1
  while (String(length).length + bytes !== length) length++
  return `${length}${rest}`
}).join(''))

/** A ustar header. The name only tells what the PAX records before it say rightly. */
const header = (name: string, size: number, type: '0' | 'x'): Uint8Array<ArrayBuffer> => {
  const block = new Uint8Array(blockSize)
  const write = (text: string, at: number): void => { block.set(encoder.encode(text), at) }
  write(name, 0)
  write('0000644\0', 100)
  write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  write('00000000000\0', 136)
  write('        ', 148)
  write(type, 156)
  write('ustar\u000000', 257)
  write(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

type Piece = Blob | Uint8Array<ArrayBuffer>
/** A TAR of the files, as the pieces of one Blob: their bytes are read only when it is sent. Sizes below 8 GiB. */
export const tarBundle = (files: readonly BundleFile[]): Piece[] => [...files.flatMap(({ path, modified, file }): Piece[] => {
  const records = paxRecords({ path, mtime: (modified / 1000).toFixed(3) })
  return [header('pax', records.length, 'x'), records, new Uint8Array(padded(records.length)), header('file', file.size, '0'), file, new Uint8Array(padded(file.size))]
}), new Uint8Array(2 * blockSize)]
