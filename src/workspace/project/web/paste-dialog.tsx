import { useMemo, useState, type ReactNode } from 'react'
import { locales, type Locale, type LocalisedText } from '../../../kernel/messages.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { localeNames, useLocale, useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import type { ShapeView } from '../contract.ts'
import { pastedNames, type NewClasses } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'
import { ShapeChoice } from './shape-choice.tsx'

export interface PasteDialogProps {
  readonly existing: readonly LocalisedText[]
  /** The most that may be there in all. */
  readonly limit: number
  /** Of classes: which shapes they may use, and what is ticked first. */
  readonly shapes?: { readonly all: readonly ShapeView[], readonly initial: readonly string[] }
  onAdd(added: NewClasses): void
  onClose(): void
}

/** Many names at once, one per line. */
export const PasteDialog = ({ existing, limit, shapes, onAdd, onClose }: PasteDialogProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const [text, type] = useState(''), [language, choose] = useState<Locale>(locale), [kinds, setKinds] = useState(shapes?.initial ?? [])
  const { names, known } = useMemo(() => pastedNames(text, existing), [text, existing])
  const over = existing.length + names.length - limit
  const blocked = names.length === 0 ? t(m.pasteNone) : over > 0 ? t(m.pasteTooMany, { n: over, limit }) : shapes && kinds.length === 0 ? t(m.pasteShape) : undefined
  return (
    <Dialog open title={t(m.pasteTitle)} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" blocked={blocked} onClick={() => { onAdd({ names, locale: language, kinds }); onClose() }}>{t(m.pasteAdd, { n: names.length })}</Button>
    </>}>
      <div className="stack loose">
        <TextAreaField label={t(m.pasteLines)} rows={10} value={text} autoFocus onChange={event => type(event.target.value)} hint={text.trim() === '' ? undefined : t(m.pasteCount, { n: names.length, known })} />
        <ChoiceField<Locale> label={t(m.pasteLanguage)} value={language} options={locales.map(value => ({ value, label: localeNames[value] }))} onChange={value => choose(value)} />
        {shapes && <ShapeChoice shapes={shapes.all} chosen={kinds} onChange={setKinds} />}
      </div>
    </Dialog>
  )
}
