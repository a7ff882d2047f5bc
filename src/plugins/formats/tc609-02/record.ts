import type { Json } from '../../../kernel/json.ts'
import type { Item, ItemShape } from '../../../sockets/item.ts'

export type Fields = { readonly [key: string]: Json }
export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
export const strings = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((v: Json) => typeof v === 'string') : [])

/** The format's id, and its namespace in `extra`: fields of a record that an item has no place for, as they were read. */
export const own = 'tc609-02'
export const mediaTypes: ReadonlySet<string> = new Set(['text', 'image', 'audio', 'video'])
/** Texts that every record has, besides `id`. */
export const requiredTexts = ['original_time', 'last_modified_time', 'version', 'license', 'source', 'source_details'] as const
export type RequiredText = (typeof requiredTexts)[number]
/** Stands where the format requires a text and nobody said one. */
export const unstated = '未说明'

/** Values of `source` that were seen, by kind of source (GB/T 45654-2025 5.1). What users gave has none of its own: the publisher took it in itself. */
export const sources: Readonly<Record<string, string>> = { open: '公开数据集', self_collected: '自采', commercial: '组织机构', user_input: '自采' }
/** The field of a provenance record that `source_details` tells. */
export const detailFields: Readonly<Record<string, string>> = { open: 'source', self_collected: 'record', commercial: 'contract', user_input: 'authorisation' }

/** 人工标注 is of the document; the others are this product's words for what it does not name. */
const methods = { human: '人工标注', 'model-edited': '人机协同标注', model: '自动标注' } as const
type Origin = keyof typeof methods
export const plainOrigin = (origin: string): Origin => (origin === 'human' || origin === 'model-edited' ? origin : 'model')
/** How the labels of one record were made: by people, by models, or by both. */
export const methodOf = (labels: readonly ItemShape[]): string => {
  const origins = new Set(labels.map(l => plainOrigin(l.origin)))
  return origins.size === 1 ? methods[[...origins][0]!] : origins.size === 0 ? methods.human : methods['model-edited']
}
/** The origin that a record's method gives its labels; a method that is not known here was somebody's. */
export const originOf = (method: string | null): Origin => (method === methods.model ? 'model' : method === methods['model-edited'] ? 'model-edited' : 'human')

/** The shape that the label at a place is read as. */
export const shapeOf = (label: string, at: number, origin: string): ItemShape => ({
  id: `s${at + 1}`, kind: 'choice', label, payload: { negative: false }, attributes: {}, score: null, origin, author: null,
  track: null, frame: null, group: null, parent: null, z: 0, flags: [],
})

/** The contents of an item as they are written: its text, then the path of its file. */
export const contentOf = ({ text, media }: Pick<Item, 'text' | 'media'>): Json[] => [
  ...(text === null ? [] : [{ media_type: 'text', content: text }]),
  ...(media.type === 'text' ? [] : [{ media_type: media.type, content: media.path }]),
]
