/** Codes of provinces (GB/T 2260), of Hong Kong, Macau and Taiwan (81 to 83) and of foreigners' permanent residence (91). */
const provinces = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '))
/** Birth years that are believed. A fixed range, so that the same text gives the same hits in any year. */
const firstYear = 1850, lastYear = 2049

const isDate = (year: number, month: number, day: number): boolean => {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

const weighted = (text: string, weights: readonly number[], alphabet: string): number =>
  weights.reduce((sum, weight, i) => sum + weight * alphabet.indexOf(text[i]!), 0)

const digits = '0123456789'
const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Resident identity number: GB 11643-1999, 18 characters with check digit, or the 15 digits before 1999, which have none. */
export const isResidentId = (text: string): boolean => {
  if (!provinces.has(text.slice(0, 2))) return false
  if (/^\d{15}$/.test(text)) return isDate(1900 + Number(text.slice(6, 8)), Number(text.slice(8, 10)), Number(text.slice(10, 12)))
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  if (!isDate(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14)))) return false
  return '10X98765432'[weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], digits) % 11] === text[17]!.toUpperCase()
}

/** Unified social credit code: GB 32100-2015. */
export const isCreditCode = (text: string): boolean => {
  if (!/^[1-9ANY][1-59]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  return alphabet[(31 - (weighted(text, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], alphabet) % 31)) % 31] === text[17]
}

/** Organisation code: GB 11714-1997, eight characters, hyphen, check character. */
export const isOrganisationCode = (text: string): boolean =>
  /^[0-9A-Z]{8}-[0-9X]$/.test(text) && '0X987654321'[weighted(text, [3, 7, 9, 10, 5, 8, 4, 2], alphanumeric) % 11] === text[9]

/** The check of ISO/IEC 7812-1, annex B. */
const passesLuhn = (text: string): boolean => {
  let sum = 0
  for (let i = text.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = Number(text[i]) * (double ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** First digits and lengths of the large card schemes: Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay, ICBC's 9558. */
const cards = /^(4(\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|(6011|64[4-9]\d|65\d\d)\d{12,15}|35(2[89]|[3-8]\d)\d{12}|3(0[0-5]|[68]\d)\d{11}|62\d{14,17}|9558\d{15})$/

export const isBankCard = (text: string): boolean => cards.test(text) && passesLuhn(text)

/** ISO 13616: the first four characters moved to the end, letters as 10 to 35, modulo 97 is 1. */
export const isIban = (text: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(text)) return false
  let rest = 0
  for (const c of text.slice(4) + text.slice(0, 4)) {
    const value = alphanumeric.indexOf(c)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** RFC 4291, 2.2: eight groups of hexadecimal digits, one run of zeros left out as `::`. A lone group before it (`0::`) is taken for a typing habit. */
export const isIpv6 = (text: string): boolean => {
  const halves = text.split('::')
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  if (!groups.every(group => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length > 0 && groups.length < 8 && !(groups.length === 1 && halves[1] === '')
}
