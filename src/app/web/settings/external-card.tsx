import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery, useServerCommand } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { linkExternalLogin, listExternalLogins, unlinkExternalLogin } from '../../../workspace/access/external-login/contract.ts'
import { failureOf } from '../api.ts'
import { toldFailure } from '../login/told-failure.ts'
import { securityMessages as m } from './security-messages.ts'

/** The providers of the installation, linked or not; nothing when there are none. */
export const ExternalCard = (): ReactNode => {
  const t = useT(), { data } = useQuery(serverQuery(listExternalLogins, {}))
  const linking = useServerCommand(linkExternalLogin), unlinking = useServerCommand(unlinkExternalLogin, [listExternalLogins])
  const [failure] = useUrlState('failure'), [about] = useUrlState('about'), told = toldFailure({ failure, about }), error = linking.error ?? unlinking.error
  if (!data || data.logins.length === 0) return null
  return (
    <section className="card" aria-label={t(m.external)}>
      <header><h2>{t(m.external)}</h2></header>
      <div className="body stack">
        <p className="secondary">{t(m.externalText)}</p>
        {data.logins.map(({ provider, label, linked, email }) => (
          <div key={provider} className="row wrap">
            <span className="grow"><span className="strong">{label}</span> {email && <span className="meta quiet">{email}</span>}</span>
            <StatusPill shape={linked ? 'tick' : 'ring'}>{t(linked ? m.linked : m.notLinked)}</StatusPill>
            {linked ? <Button size="s" aria-label={`${t(m.unlink)} ${label}`} busy={unlinking.isPending} onClick={() => unlinking.mutate({ params: { provider } })}>{t(m.unlink)}</Button>
              : <Button size="s" aria-label={`${t(m.link)} ${label}`} busy={linking.isPending} onClick={() => linking.mutate({ params: { provider } }, { onSuccess: ({ address }) => location.assign(address) })}>{t(m.link)}</Button>}
          </div>
        ))}
        {error ? <FailureState failure={failureOf(error)} /> : told && <FailureState failure={told} />}
      </div>
    </section>
  )
}
