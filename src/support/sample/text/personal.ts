import type { Random } from '../../../kernel/random.ts'
import { between, oneOf } from '../choice.ts'
import type { PersonalKind } from '../model.ts'

/** GB 11643-1999: ISO 7064 MOD 11-2 over the first 17 digits. */
export const residentCheck = (first17: string): string => {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(first17[i]) * (2 ** (17 - i) % 11)
  return '10X98765432'[sum % 11]!
}

/** ISO/IEC 7812-1, annex B. */
export const luhnCheck = (digits: string): string => {
  let sum = 0
  for (let i = digits.length - 1, doubled = true; i >= 0; i--, doubled = !doubled) {
    const d = Number(digits[i]) * (doubled ? 2 : 1)
    sum += d > 9 ? d - 9 : d
  }
  return String((10 - sum % 10) % 10)
}

/** Districts of Beijing, Shanghai, Guangzhou, Chengdu, Guiyang and the one printed in the standard. */
const districts = ['110105', '310101', '440104', '510104', '520102', '440524'] as const
const digits = (n: number, random: Random): string => Array.from({ length: n }, () => String(random.integer(10))).join('')
const two = (n: number): string => String(n).padStart(2, '0')

/** Born in the 1880s, like the standard's printed example 440524188001010014: nobody who lives can hold it. */
const residentId = (random: Random): string => {
  const first17 = oneOf(districts, random) + String(1880 + random.integer(10)) + two(1 + random.integer(12)) + two(1 + random.integer(28)) + digits(3, random)
  return first17 + residentCheck(first17)
}
const bankCard = (random: Random): string => {
  const body = `62000000${digits(10, random)}`
  return body + luhnCheck(body)
}
const phone = (random: Random): string => `1380000${String(Math.floor(between(0, 10_000, random))).padStart(4, '0')}`
/** RFC 2606 keeps these domains for examples. */
const email = (random: Random): string => `${oneOf(['li.wen', 'chen.yu', 'zhao_k', 'mia.brown', 'service', 'wang-lei'], random)}${random.integer(900) + 100}@example.${oneOf(['com', 'org', 'net'], random)}`

export const makePersonal: { readonly [K in PersonalKind]: (random: Random) => string } = { 'resident-id': residentId, 'bank-card': bankCard, phone, email }
