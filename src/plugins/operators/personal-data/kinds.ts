import type { Message } from '../../../kernel/messages.ts'

/** Kinds of personal data, the most telling first: where two overlap, the text is replaced under the first. */
export const kindIds = [
  'resident-id', 'bank-card', 'mobile', 'landline', 'email', 'passport', 'travel-permit', 'plate', 'iban', 'ipv4', 'ipv6', 'credit-code', 'organisation-code', 'service-phone',
] as const
export type Kind = (typeof kindIds)[number]

/** Also the tags that replace a hit, in the first language. */
export const kindNames: { readonly [K in Kind]: Message } = {
  'resident-id': { 'zh-Hans': '身份证', 'zh-Hant': '身份證', en: 'Resident identity number' },
  'bank-card': { 'zh-Hans': '银行卡', 'zh-Hant': '銀行卡', en: 'Bank card' },
  mobile: { 'zh-Hans': '手机', 'zh-Hant': '手機', en: 'Mobile phone' },
  landline: { 'zh-Hans': '座机', 'zh-Hant': '座機', en: 'Landline' },
  email: { 'zh-Hans': '邮箱', 'zh-Hant': '郵箱', en: 'E-mail' },
  passport: { 'zh-Hans': '护照', 'zh-Hant': '護照', en: 'Passport' },
  'travel-permit': { 'zh-Hans': '通行证', 'zh-Hant': '通行證', en: 'Travel permit' },
  plate: { 'zh-Hans': '车牌', 'zh-Hant': '車牌', en: 'Number plate' },
  iban: { 'zh-Hans': '国际账号', 'zh-Hant': '國際賬號', en: 'IBAN' },
  ipv4: { 'zh-Hans': 'IP 地址', 'zh-Hant': 'IP 地址', en: 'IPv4 address' },
  ipv6: { 'zh-Hans': 'IPv6 地址', 'zh-Hant': 'IPv6 地址', en: 'IPv6 address' },
  'credit-code': { 'zh-Hans': '统一社会信用代码', 'zh-Hant': '統一社會信用代碼', en: 'Unified social credit code' },
  'organisation-code': { 'zh-Hans': '组织机构代码', 'zh-Hant': '組織機構代碼', en: 'Organisation code' },
  'service-phone': { 'zh-Hans': '服务热线', 'zh-Hant': '服務熱線', en: 'Service line' },
}
