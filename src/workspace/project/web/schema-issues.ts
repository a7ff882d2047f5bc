import type { LocalisedText } from '../../../kernel/messages.ts'
import { roomLetters } from '../../../sockets/asked.ts'
import type { LabelSchemaDocument, Option } from '../../../sockets/label-schema.ts'

export type Trouble = 'key' | 'nameless' | 'shapeless' | 'optionless' | 'rangeless' | 'duplicate'
export interface Issue {
  /** Where: `class:car`, `class:car/attribute:use`, `question:mood/option:good`, and the field behind it: `…/name`. */
  readonly path: string
  /** Duplicates are allowed and warned of; the rest keeps the document from being saved. */
  readonly isError: boolean
  readonly trouble: Trouble
}

export const hasName = (text: LocalisedText): boolean => Object.values(text).some(value => value.trim() !== '')

/** Paths of those that share a name with another of them, in any one language. */
const duplicates = (items: readonly (readonly [path: string, name: LocalisedText])[]): Issue[] => {
  const byName = new Map<string, string[]>()
  for (const [path, name] of items) {
    for (const [locale, value] of Object.entries(name)) {
      const key = `${locale} ${value.trim().toLowerCase()}`
      if (value.trim() !== '') byName.set(key, [...byName.get(key) ?? [], path])
    }
  }
  const twice = new Set([...byName.values()].filter(paths => paths.length > 1).flat())
  return [...twice].map(path => ({ path: `${path}/name`, isError: false, trouble: 'duplicate' }))
}

const named = (path: string, name: LocalisedText): Issue[] => hasName(name) ? [] : [{ path: `${path}/name`, isError: true, trouble: 'nameless' }]
const optionIssues = (path: string, options: readonly Option[] | undefined): Issue[] => {
  if (!options?.length) return [{ path: `${path}/options`, isError: true, trouble: 'optionless' }]
  return [...options.flatMap(option => named(`${path}/option:${option.id}`, option.name)), ...duplicates(options.map(option => [`${path}/option:${option.id}`, option.name] as const))]
}

/** A key of its own that the workbench uses, or that another class has. */
const keyIssues = ({ classes }: LabelSchemaDocument): Issue[] => classes.flatMap(({ id, hotkey }, i): Issue[] =>
  hotkey !== undefined && (roomLetters.has(hotkey) || classes.some((other, j) => j < i && other.hotkey === hotkey)) ? [{ path: `class:${id}/hotkey`, isError: true, trouble: 'key' }] : [])

/** Everything that keeps the document from being saved, and what is merely odd, in the order in which it stands. */
export const schemaIssues = (document: LabelSchemaDocument): readonly Issue[] => [
  ...document.classes.flatMap((entry): Issue[] => {
    const path = `class:${entry.id}`
    return [
      ...named(path, entry.name),
      ...(entry.kinds.length === 0 ? [{ path: `${path}/kinds`, isError: true, trouble: 'shapeless' } as const] : []),
      ...entry.attributes.flatMap(attribute => {
        const at = `${path}/attribute:${attribute.id}`
        return [...named(at, attribute.name), ...(attribute.kind === 'select' ? optionIssues(at, attribute.options) : [])]
      }),
      ...duplicates(entry.attributes.map(attribute => [`${path}/attribute:${attribute.id}`, attribute.name] as const)),
    ]
  }),
  ...document.questions.flatMap((question): Issue[] => {
    const path = `question:${question.id}`
    return [
      ...named(path, question.title),
      ...(question.kind === 'choice' || question.kind === 'choices' ? optionIssues(path, question.options) : []),
      ...(question.kind === 'rating' && !(Number.isInteger(question.min) && Number.isInteger(question.max) && question.min! < question.max!) ? [{ path: `${path}/range`, isError: true, trouble: 'rangeless' } as const] : []),
    ]
  }),
  ...(document.relations ?? []).flatMap(relation => named(`relation:${relation.id}`, relation.name)),
  ...keyIssues(document),
  ...duplicates(document.classes.map(entry => [`class:${entry.id}`, entry.name] as const)),
  ...duplicates(document.questions.map(question => [`question:${question.id}`, question.title] as const)),
]

/** The entry that an issue belongs to: `class:car` of `class:car/attribute:use/name`. */
export const entryOf = (path: string): { readonly list: 'class' | 'question', readonly id: string } => {
  const [list, id] = path.split('/')[0]!.split(':')
  return { list: list === 'question' ? 'question' : 'class', id: id ?? '' }
}
