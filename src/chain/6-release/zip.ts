/** An entry to write: stored, not compressed, so that a byte of the file is a byte of the archive. */
export interface ZipEntry { readonly path: string, readonly size: number, readonly crc: number, open(): AsyncIterable<Uint8Array> }

// 1980-01-01 00:00: the archive holds no clock, so building it twice gives the same bytes.
const time = 0, date = 0x21
const utf8Flag = 0x0800
const big = 0xffffffff

/** ZIP64 extra field with the values that do not fit 32 bits (APPNOTE 4.5.3). */
const extraOf = (values: readonly number[]): Buffer => {
  if (values.length === 0) return Buffer.alloc(0)
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  for (const [i, v] of values.entries()) extra.writeBigUInt64LE(BigInt(v), 4 + 8 * i)
  return extra
}

export const localHeader = (entry: Pick<ZipEntry, 'path' | 'size' | 'crc'>): Buffer => {
  const name = Buffer.from(entry.path), large = entry.size >= big, extra = extraOf(large ? [entry.size, entry.size] : [])
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(large ? 45 : 20, 4)
  head.writeUInt16LE(utf8Flag, 6)
  head.writeUInt16LE(time, 10)
  head.writeUInt16LE(date, 12)
  head.writeUInt32LE(entry.crc, 14)
  head.writeUInt32LE(large ? big : entry.size, 18)
  head.writeUInt32LE(large ? big : entry.size, 22)
  head.writeUInt16LE(name.length, 26)
  head.writeUInt16LE(extra.length, 28)
  return Buffer.concat([head, name, extra])
}

const centralHeader = (entry: Pick<ZipEntry, 'path' | 'size' | 'crc'>, offset: number): Buffer => {
  const name = Buffer.from(entry.path), large = entry.size >= big, far = offset >= big
  const extra = extraOf([...(large ? [entry.size, entry.size] : []), ...(far ? [offset] : [])])
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(large || far ? 45 : 20, 4)
  head.writeUInt16LE(large || far ? 45 : 20, 6)
  head.writeUInt16LE(utf8Flag, 8)
  head.writeUInt16LE(time, 12)
  head.writeUInt16LE(date, 14)
  head.writeUInt32LE(entry.crc, 16)
  head.writeUInt32LE(large ? big : entry.size, 20)
  head.writeUInt32LE(large ? big : entry.size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt32LE(far ? big : offset, 42)
  return Buffer.concat([head, name, extra])
}

/** Central directory and its end, for entries that stand one behind the other from offset 0. */
export const directory = (entries: readonly Pick<ZipEntry, 'path' | 'size' | 'crc'>[]): Buffer => {
  const heads: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    heads.push(centralHeader(entry, offset))
    offset += localHeader(entry).length + entry.size
  }
  const central = Buffer.concat(heads), many = entries.length >= 0xffff || offset >= big || central.length >= big
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8)
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10)
  end.writeUInt32LE(many ? big : central.length, 12)
  end.writeUInt32LE(many ? big : offset, 16)
  return Buffer.concat([central, ...(many ? [end64(entries.length, central.length, offset)] : []), end])
}

const end64 = (count: number, size: number, offset: number): Buffer => {
  const record = Buffer.alloc(76)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(offset + size), 64)
  record.writeUInt32LE(1, 72)
  return record
}

/** The archive, byte for byte the same for the same entries. */
export async function* writeZip(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    yield localHeader(entry)
    yield* entry.open()
  }
  yield directory(entries)
}
