import type { InspectionView } from '../contract.ts'
import { commitment } from '../model.ts'

/** A lot inspection whose seed is revealed. */
export interface Revealed { readonly commitment: string, readonly seed: string, readonly salt: string }

export const revealedOf = ({ commitment: promise, seed, salt }: InspectionView): Revealed | null => (seed !== null && salt !== null ? { commitment: promise, seed, salt } : null)

/** The bytes whose SHA-256 is the commitment. */
export const promisedText = ({ seed, salt }: Pick<Revealed, 'seed' | 'salt'>): string => commitment(seed, salt, text => text)

/** What anyone needs to draw the sample again. */
export interface ReplayData extends Revealed { readonly sampleSize: number, readonly tasks: readonly string[], readonly sample: readonly string[] }

/** Commands for a shell: the first prints the commitment, the second `true`. @param file name of the downloaded data */
export const commandsOf = (revealed: Revealed, file: string): string => `printf '%s' '${promisedText(revealed)}' | sha256sum
node --input-type=module -e "
import { readFileSync } from 'node:fs'
import { drawSample } from './src/chain/5-inspection/draw.ts'
const r = JSON.parse(readFileSync('${file}', 'utf8'))
console.log(drawSample(r.tasks, r.sampleSize, r.seed).join() === r.sample.join())"`

/** Lower-case hex; null where the browser has no SHA-256 (pages over plain HTTP). */
export const browserSha256 = async (text: string): Promise<string | null> => {
  if (!window.isSecureContext) return null
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
