import { createContext, use, type ReactNode } from 'react'
import { locales, type LocalisedText } from '../../../kernel/messages.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Field } from '../../../ui/field.tsx'
import { localeNames, useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { schemaMessages as m, versionMessages } from './schema-messages.ts'
import { withText } from './schema-draft.ts'
import type { Trouble } from './schema-issues.ts'

/** What every field of the editor asks of the page. Paths as in schema-issues.ts. */
export interface Editing {
  readonly isReadOnly: boolean
  /** What is wrong there and may be told now: after the field was left, or after saving was tried. */
  troubleAt(path: string): { readonly trouble: Trouble, readonly isError: boolean } | undefined
  touch(path: string): void
  /** Whether the saved version holds it: then it stays. */
  isSaved(path: string): boolean
}
const EditingContext = createContext<Editing | null>(null)
export const EditingProvider = ({ value, children }: { readonly value: Editing, readonly children: ReactNode }): ReactNode => <EditingContext value={value}>{children}</EditingContext>
/** @throws outside an EditingProvider */
export const useEditing = (): Editing => {
  const editing = use(EditingContext)
  if (!editing) throw new Error('useEditing needs an EditingProvider above it')
  return editing
}

/** What is wrong at a place, under it. */
export const TroubleLine = ({ path }: { readonly path: string }): ReactNode => {
  const t = useT(), found = useEditing().troubleAt(path)
  return found ? <p className={classNames('trouble', found.isError && 'error')} id={`trouble-${path}`} role={found.isError ? 'alert' : 'status'}><Icon name={found.isError ? 'alert' : 'triangle'} size={14} />{t(m.trouble, { trouble: found.trouble })}</p> : null
}

export interface NameFieldsProps {
  /** What is named, for the label of each field. */
  readonly label: string
  readonly path: string
  readonly text: LocalisedText
  /** The languages stand above the first row only. */
  readonly isCompact?: boolean
  onChange(text: LocalisedText): void
}

/** A name in the three languages, side by side. What is missing is asked for, never invented. */
export const NameFields = ({ label, path, text, isCompact = false, onChange }: NameFieldsProps): ReactNode => {
  const t = useT(), { locale: reader } = useLocale(), { isReadOnly, touch, troubleAt } = useEditing()
  const place = `${path}/name`, isWrong = troubleAt(place)?.isError === true
  return (
    <div className={classNames('names-in-languages', isCompact && 'compact')} onBlur={event => { if (!event.currentTarget.contains(event.relatedTarget)) touch(place) }}>
      <div className="fields">
        {locales.map(locale => (
          <Field key={locale} label={`${label} · ${localeNames[locale]}`} size={isCompact ? 's' : 'm'} lang={locale} value={text[locale] ?? ''} maxLength={500} readOnly={isReadOnly} placeholder={isReadOnly ? '' : t(versionMessages.languageMissing)}
            data-path={locale === reader ? place : undefined} aria-invalid={isWrong || undefined} aria-describedby={isWrong ? `trouble-${place}` : undefined} onChange={event => onChange(withText(text, locale, event.target.value))} />
        ))}
      </div>
      <TroubleLine path={place} />
    </div>
  )
}
