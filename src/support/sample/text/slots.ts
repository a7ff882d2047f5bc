import type { Random } from '../../../kernel/random.ts'
import { oneOf } from '../choice.ts'
import type { EntityKind, PersonalKind, Span, TextLanguage } from '../model.ts'
import { makePersonal } from './personal.ts'

type Words = { readonly [K in EntityKind]: readonly string[] }

/** Made-up people, firms and goods. The rare characters are of CJK Extension B. */
const words: { readonly [L in TextLanguage]: Words } = {
  'zh-Hans': {
    person: ['李文清', '陈雨桐', '王𠮷', '赵启明', '杨若溪', '刘𤩽', '周南', '吴晓岚', '欧阳静', '张远山', '罗一鸣', '何𣇉'],
    organisation: ['黔山数据公司', '云岭新材料厂', '南明河水务集团', '北辰医院', '青禾农业合作社', '长桥软件', '第九中学', '远帆物流', '和声出版社', '星野动力'],
    place: ['贵阳', '观山湖区', '花溪湿地', '成都东站', '𣲗湾村', '苏州河', '青云路', '龙洞堡机场', '西湖', '深圳湾'],
    product: ['青禾 A3 电饭煲', '星野 X2 耳机', '山行登山鞋', '云岭保温杯', '长桥记事本', '追风 6 号自行车', '南明矿泉水', '晨光台灯 Pro', '远帆行李箱', '和声词典'],
    time: ['11 月 24 日', '上周五', '2026 年春节前', '今天上午九点', '去年 8 月', '下个月初', '周三晚上', '三天前', '昨天下午', '第二季度'],
  },
  'zh-Hant': {
    person: ['林書遠', '陳雨桐', '張遠山', '𠮷田惠', '歐陽靜', '劉啟明', '吳曉嵐', '何敏兒'],
    organisation: ['黔山數據公司', '雲嶺新材料廠', '北辰醫院', '長橋軟件', '遠帆物流', '和聲出版社', '星野動力'],
    place: ['貴陽', '觀山湖區', '維多利亞港', '淡水河', '青雲路', '龍洞堡機場', '西湖'],
    product: ['青禾 A3 電飯煲', '星野 X2 耳機', '山行登山鞋', '雲嶺保溫杯', '遠帆行李箱', '和聲詞典'],
    time: ['11 月 24 日', '上週五', '今天上午九點', '去年 8 月', '下個月初', '三天前', '昨天下午'],
  },
  en: {
    person: ['Mia Brown', 'Daniel Osei', 'Chen Yutong', 'Laura Nilsen', 'Omar Haddad', 'Priya Raman', 'Tom Becker', 'Zoë Martin'],
    organisation: ['Northlight Data', 'Alder Valley Hospital', 'Blue Heron Logistics', 'Starfield Power', 'Harbour Press', 'Greenrow Farms', 'Longbridge Software'],
    place: ['Guiyang', 'Riverside Park', 'Oslo', 'Platform 4', 'the Old Harbour', 'Market Street', 'Lake Moreno'],
    product: ['Starfield X2 headphones', 'Greenrow A3 cooker', 'Blue Heron suitcase', 'Trailwise boots', 'Longbridge Notes', 'Morning Lamp Pro'],
    time: ['last Friday', 'on 24 November', 'this morning', 'in August', 'two days ago', 'next week', 'at nine o\'clock'],
  },
}
const emoji = ['😀', '👍', '🚲', '🎉', '😅', '👨‍👩‍👧', '🌧️', '❤️'] as const
const entityKinds = ['person', 'organisation', 'place', 'product', 'time'] as const satisfies readonly EntityKind[]
const personalKinds = ['resident-id', 'phone', 'bank-card', 'email'] as const satisfies readonly PersonalKind[]

export interface Filled { readonly text: string, readonly entities: readonly Span<EntityKind>[], readonly personal: readonly Span<PersonalKind>[] }

/**
 * Fills a template. `{person}` and the other kinds become entities, `{phone}` and its like personal data, `{n}` a number
 * from 2 to 98, `{emoji}` an emoji; offsets count code points.
 * @throws Error on a slot that nobody knows
 */
export const fillTemplate = (template: string, language: TextLanguage, random: Random): Filled => {
  const entities: Span<EntityKind>[] = [], personal: Span<PersonalKind>[] = []
  let text = '', at = 0
  const add = (piece: string): { start: number, end: number, text: string } => {
    const start = at
    text += piece
    at += [...piece].length
    return { start, end: at, text: piece }
  }
  for (const part of template.split(/(\{[a-z-]+\})/)) {
    const slot = /^\{([a-z-]+)\}$/.exec(part)?.[1]
    if (slot === undefined) { add(part); continue }
    const entity = entityKinds.find(k => k === slot), secret = personalKinds.find(k => k === slot)
    if (entity) entities.push({ kind: entity, ...add(oneOf(words[language][entity], random)) })
    else if (secret) personal.push({ kind: secret, ...add(makePersonal[secret](random)) })
    else if (slot === 'n') add(String(2 + random.integer(97)))
    else if (slot === 'emoji') add(oneOf(emoji, random))
    else throw new Error(`unknown slot {${slot}}`)
  }
  return { text, entities, personal }
}
