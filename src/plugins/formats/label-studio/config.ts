import { escapeXml, fitsXml } from '../../../sockets/format-xml.ts'
import type { ItemSchema } from '../../../sockets/item.ts'
import { controls, type Drawn } from './task.ts'

export interface LabelConfig {
  data(name: 'image' | 'text'): void
  use(kind: Drawn, label: string): void
  answer(tag: 'Choices' | 'Rating' | 'TextArea', name: string, target: string, value: string): void
  relation(label: string): void
  /** The labelling interface, for everything named so far. */
  text(): string
}

const kindsOf = (kinds: readonly string[]): Drawn[] => (Object.keys(controls) as Drawn[]).filter(kind => kinds.includes(kind))
const attribute = (name: string, value: string): string => ` ${name}="${escapeXml(value)}"`

/** Controls from the classes of the schema, in its order, and from what the tasks turn out to use. Names that XML cannot hold stay out. */
export const labelConfig = (schema: ItemSchema): LabelConfig => {
  const data = new Set<string>(), labels = new Map<Drawn, Set<string>>(), answers = new Map<string, { tag: string, name: string, target: string, values: Set<string> }>(), relations = new Set<string>()
  const meet = (kind: Drawn, label: string): void => { if (!labels.has(kind)) labels.set(kind, new Set()); labels.get(kind)!.add(label) }
  for (const { name, kinds } of schema.classes) for (const kind of kindsOf(kinds)) meet(kind, name)
  const nested = (tag: string, attributes: string, child: string, values: Iterable<string>): string =>
    `  <${tag}${attributes}>\n${[...values].filter(fitsXml).map(value => `    <${child}${attribute('value', value)}/>\n`).join('')}  </${tag}>\n`
  return {
    data: name => { data.add(name) },
    use: meet,
    answer(tag, name, target, value) {
      const known = answers.get(`${tag} ${name}`) ?? { tag, name, target, values: new Set<string>() }
      answers.set(`${tag} ${name}`, known)
      known.values.add(value)
    },
    relation: label => { relations.add(label) },
    text() {
      const drawn = (Object.keys(controls) as Drawn[]).filter(kind => labels.has(kind)), has = (name: string): boolean => data.has(name) || drawn.some(kind => (kind === 'span') === (name === 'text'))
      const answered = [...answers.values()].filter(a => fitsXml(a.name)).map(({ tag, name, target, values }) => {
        const to = `${attribute('name', name)}${attribute('toName', target)}`
        return tag === 'Choices' ? nested(tag, `${to} choice="multiple"`, 'Choice', values) : tag === 'Rating' ? `  <Rating${to}${attribute('maxRating', String(Math.max(...[...values].map(Number))))}/>\n` : `  <TextArea${to}/>\n`
      })
      return `<View>\n${has('image') ? '  <Image name="image" value="$image"/>\n' : ''}${has('text') ? '  <Text name="text" value="$text"/>\n' : ''}${
        drawn.map(kind => nested(controls[kind].tag, `${attribute('name', kind)}${attribute('toName', kind === 'span' ? 'text' : 'image')}`, 'Label', labels.get(kind)!)).join('')}${answered.join('')}${
        relations.size > 0 ? nested('Relations', '', 'Relation', relations) : ''}</View>\n`
    },
  }
}
