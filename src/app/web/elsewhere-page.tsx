import type { ReactNode } from 'react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { shellMessages } from './messages.ts'
import { reopenIn, type OrganisationView } from './session-query.ts'

/** An address of a project that the present organisation does not have: it may be that of another one of the person. */
export const ElsewherePage = ({ current, others }: { readonly current: string, readonly others: readonly OrganisationView[] }): ReactNode => {
  const t = useT()
  return (
    <div className="ui-empty">
      <h1>{t(shellMessages.elsewhereTitle, { organisation: current })}</h1>
      <p className="next">{t(shellMessages.elsewhereText)}</p>
      <div className="acts">
        {others.map((o, i) => <Button key={o.id} variant={i === 0 ? 'primary' : 'default'} onClick={() => reopenIn(o.id)}>{t(shellMessages.openAs, { organisation: o.name })}</Button>)}
        <a className={buttonClass({})} href="/">{t(shellMessages.goHome)}</a>
      </div>
    </div>
  )
}
