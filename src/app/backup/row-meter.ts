import { hash } from 'node:crypto'

const lanes = 8, lineEnd = 10
/** Rows after which sums of 32 bits are carried over, well below 2^53. */
const carryEvery = 2 ** 20

/** What a table held: equal rows in any order give an equal digest, on any version of PostgreSQL. */
export interface RowSum { readonly rows: number, /** The sum of the SHA-256 of all rows modulo 2^256, 64 hex digits. */ readonly digest: string }
export interface RowMeter { add(bytes: Uint8Array): void, sum(): RowSum }

/** Counts and digests rows of COPY's text format as they pass: a line feed ends a row and stands in no value. Memory: one row. */
export const rowMeter = (): RowMeter => {
  const sums = Array.from({ length: lanes }, () => 0)
  let rows = 0, begun: Buffer = Buffer.alloc(0)
  const carry = (): void => {
    for (let lane = lanes - 1, over = 0; lane >= 0; lane--) {
      const total = sums[lane]! + over
      sums[lane] = total % 2 ** 32
      over = Math.floor(total / 2 ** 32)
    }
  }
  const count = (row: Uint8Array): void => {
    const digest = hash('sha256', row, 'buffer')
    for (let lane = 0; lane < lanes; lane++) sums[lane]! += digest.readUInt32BE(4 * lane)
    if (++rows % carryEvery === 0) carry()
  }
  return {
    add(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      let from = 0
      for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, from)) {
        count(begun.length > 0 ? Buffer.concat([begun, bytes.subarray(from, end)]) : bytes.subarray(from, end))
        begun = Buffer.alloc(0)
        from = end + 1
      }
      if (from < bytes.length) begun = Buffer.concat([begun, bytes.subarray(from)])
    },
    sum() {
      carry()
      // A row without its line feed was cut: it counts, so that the sum cannot be that of the whole.
      if (begun.length > 0) { count(begun); begun = Buffer.alloc(0); carry() }
      return { rows, digest: sums.map(lane => lane.toString(16).padStart(8, '0')).join('') }
    },
  }
}

/** The same bytes, metered. */
export async function* metered(bytes: AsyncIterable<Uint8Array>, meter: RowMeter): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) { meter.add(chunk); yield chunk }
}
