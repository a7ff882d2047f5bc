import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { renaming, type Change } from './schema-diff.ts'
import { schemaMessages as m, versionMessages } from './schema-messages.ts'

const icons: { readonly [C in Change['change']]: IconName } = { added: 'plus', removed: 'cross', changed: 'edit', order: 'chevrons' }
/** A list of more lines says how many follow. */
const longest = 60

const Line = ({ change }: { readonly change: Change }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  if (change.change === 'order') return t(m.reordered, { what: change.what })
  const name = pick(change.name, locale) || change.id
  if (change.change !== 'changed') return <><span className="visually-hidden">{t(m[change.change])} </span>{name}</>
  const renamed = change.was ? renaming(change.was, change.name, locale) : null
  const fields = change.fields.filter(field => field !== 'name' || !renamed).map(field => t(m.field, { field }))
  return <><span className="visually-hidden">{t(m.changed)} </span>{renamed ? t(m.renamed, { was: renamed[0], now: renamed[1] }) : name}{fields.length > 0 && <span className="quiet"> · {fields.join(locale === 'en' ? ', ' : '、')}</span>}</>
}

/** What differs between two versions, one line each. */
export const ChangeList = ({ changes, label }: { readonly changes: readonly Change[], readonly label: string }): ReactNode => {
  const t = useT()
  if (changes.length === 0) return <p className="quiet">{t(versionMessages.noDifference)}</p>
  return (
    <ul className="change-list" aria-label={label}>
      {changes.slice(0, longest).map((change, i) => <li key={i} className={change.change}><Icon name={icons[change.change]} size={14} /><span><Line change={change} /></span></li>)}
      {changes.length > longest && <li className="quiet">{t(versionMessages.moreChanges, { n: changes.length - longest })}</li>}
    </ul>
  )
}
