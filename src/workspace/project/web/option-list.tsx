import { useState, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { Option } from '../../../sockets/label-schema.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { AddField } from './add-field.tsx'
import { NameFields, TroubleLine, useEditing } from './editing.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { addOptions, limits, moved } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'

/** Says why what stands there cannot be removed. */
export const LockedMark = (): ReactNode => {
  const t = useT()
  return <span className="locked" title={t(m.locked)}><Icon name="lock" size={14} /><span className="visually-hidden">{t(m.locked)}</span></span>
}

/** The options of an attribute or a question. Saved ones keep their place in annotations: renamed and moved, never removed. */
export const OptionList = ({ path, options, onChange }: { readonly path: string, readonly options: readonly Option[], onChange(options: Option[]): void }): ReactNode => {
  const t = useT(), { locale } = useLocale(), { isReadOnly, isSaved, touch } = useEditing()
  const [isPasting, paste] = useState(false)
  return (
    <fieldset className="options">
      <legend>{t(m.options)}</legend>
      <div onBlur={event => { if (!event.currentTarget.contains(event.relatedTarget)) touch(`${path}/options`) }}>
      <ol>{options.map((option, i) => {
        const at = `${path}/option:${option.id}`, name = pick(option.name, locale) || option.id
        return (
          <li key={option.id}>
            <NameFields isCompact label={`${t(m.options)} ${i + 1}`} path={at} text={option.name} onChange={text => onChange(options.with(i, { ...option, name: text }))} />
            {!isReadOnly && <span className="acts">
              <IconButton icon="chevron-down" label={`${t(m.moveDown)} ${name}`} aria-disabled={i === options.length - 1 || undefined} onClick={() => onChange([...moved(options, i, i + 1)])} />
              {isSaved(at) ? <LockedMark /> : <IconButton icon="trash" label={t(m.remove, { name })} onClick={() => onChange(options.toSpliced(i, 1))} />}
            </span>}
          </li>
        )
      })}</ol>
      <TroubleLine path={`${path}/options`} />
      {!isReadOnly && <AddField label={t(m.newOption)} path={`${path}/options`} isFull={options.length >= limits.options} limit={limits.options} onAdd={name => onChange(addOptions(options, [name], locale))}
        extra={<Button size="s" variant="quiet" onClick={() => paste(true)}>{t(m.paste)}</Button>} />}
      {isPasting && <PasteDialog existing={options.map(option => option.name)} limit={limits.options} onClose={() => paste(false)} onAdd={({ names, locale: language }) => onChange(addOptions(options, names, language))} />}
      </div>
    </fieldset>
  )
}
