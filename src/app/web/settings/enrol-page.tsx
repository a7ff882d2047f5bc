import { useMemo, type ReactNode } from 'react'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'
import { securityMessages as m } from './security-messages.ts'
import './settings.css'

/** In place of every page of an organisation that asks for a second factor, until there is one. */
export const EnrolPage = ({ organisation }: { readonly organisation: string }): ReactNode => {
  const t = useT()
  useCrumbs(useMemo(() => [{ label: t(m.twoStep) }], [t]))
  return <><PageHead title={t(m.twoStep)} /><div className="own-settings"><div className="wide"><Note tone="warn">{t(m.needed, { name: organisation })}</Note></div><SecondFactorCard primary /></div></>
}
