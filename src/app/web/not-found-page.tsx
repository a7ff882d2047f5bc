import { useMemo, type ReactNode } from 'react'
import { useRouterState } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { useCrumbs } from '../../ui/crumbs.tsx'
import { useT } from '../../ui/i18n.tsx'
import { shellMessages } from './messages.ts'

export const NotFoundPage = (): ReactNode => {
  const t = useT()
  const path = useRouterState({ select: state => state.location.pathname })
  useCrumbs(useMemo(() => [{ label: t(shellMessages.notFoundTitle) }], [t]))
  return (
    <main className="ui-empty" style={{ marginTop: '16vh' }}>
      <h1>{t(shellMessages.notFoundTitle)}</h1>
      <p className="next">{t(shellMessages.notFoundText, { path })}</p>
      <div className="acts"><a className={buttonClass({ variant: 'primary' })} href="/">{t(shellMessages.goHome)}</a></div>
    </main>
  )
}
