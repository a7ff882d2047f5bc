import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { readSession, type PersonView } from '../../access/contract.ts'
import { isAllowed } from '../../access/model.ts'
import { accessPolicy } from '../../access/policy.ts'
import { requireSecondFactor } from '../../access/second-factor/contract.ts'
import { endAnyToken, listAllTokens, type OwnedTokenView } from '../../access/service-account/contract.ts'
import { organisationMessages as m } from './organisation-messages.ts'
import { EndDialog } from './roles-dialog.tsx'

/** Whether everybody needs a second factor, and how many have one. */
const FactorRule = ({ people, required, mayChange }: { readonly people: readonly PersonView[], readonly required: boolean, readonly mayChange: boolean }): ReactNode => {
  const t = useT(), asking = useServerCommand(requireSecondFactor, [readSession]), active = people.filter(p => p.kind === 'person' && p.state === 'active')
  return (
    <section className="card" aria-label={t(m.signIn)}>
      <header><h2>{t(m.signIn)}</h2></header>
      <div className="body stack">
        {mayChange && <Switch checked={required} label={<span className="strong">{t(m.requireFactor)}</span>} onChange={() => asking.mutate({ body: { required: !required } })} />}
        <p className="secondary">{t(m.requireText)}</p>
        <p className="meta quiet">{t(m.factorCount, { on: active.filter(p => p.secondFactor).length, all: active.length })}</p>
        {asking.error && <FailureState failure={server().failureOf(asking.error)} />}
      </div>
    </section>
  )
}

interface TokensProps { readonly tokens: readonly OwnedTokenView[], readonly projects: ReadonlyMap<string, string>, readonly now: number, readonly mayEnd: boolean, onEnd(token: OwnedTokenView): void }

export const TokenTable = ({ tokens, projects, now, mayEnd, onEnd }: TokensProps): ReactNode => {
  const t = useT(), at = (instant: string | null, none: string): string => instant ? formatTime(new Date(instant)) : none
  return (
    <table className="table people-table">
      <thead><tr><th>{t(m.token)}</th><th>{t(m.owner)}</th><th>{t(m.permissions)}</th><th>{t(m.projects)}</th><th className="number">{t(m.used)}</th><th className="number">{t(m.ends)}</th>{mayEnd && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
      <tbody>{tokens.map(token => (
        <tr key={token.id}>
          <td className="strong">{token.name}</td><td className="secondary">{token.owner.name}</td>
          <td className="secondary" title={token.permissions?.join(', ')}>{token.permissions ? t(m.count, { n: token.permissions.length }) : t(m.everything)}</td>
          <td className="secondary">{token.projects ? token.projects.map(id => projects.get(id) ?? t(m.unknownProject)).join(', ') : t(m.everything)}</td>
          <td className="number quiet">{at(token.usedAt, t(m.never))}</td>
          <td className="number quiet">{token.expiresAt !== null && Date.parse(token.expiresAt) <= now ? <StatusPill shape="cross">{t(m.expired)}</StatusPill> : at(token.expiresAt, t(m.noEnd))}</td>
          {mayEnd && <td><span className="acts"><Button size="s" variant="quiet" aria-label={`${t(m.endToken)} ${token.name}`} onClick={() => onEnd(token)}>{t(m.endToken)}</Button></span></td>}
        </tr>
      ))}</tbody>
    </table>
  )
}

/** How people sign in, and every token of the organisation. */
export const AccessTab = ({ people, projects, roles }: { readonly people: readonly PersonView[], readonly projects: ReadonlyMap<string, string>, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), session = useQuery(serverQuery(readSession, {})), { data, error, dataUpdatedAt } = useQuery(serverQuery(listAllTokens, {}))
  const ending = useServerCommand(endAnyToken, [listAllTokens]), [asked, ask] = useState<OwnedTokenView | null>(null)
  const here = session.data?.organisations.find(o => o.id === server().actsIn()), close = (): void => { ending.reset(); ask(null) }
  return (
    <>
      <FactorRule people={people} required={here?.requiresSecondFactor ?? false} mayChange={isAllowed(accessPolicy['organisation.change'], roles)} />
      <section className="card" aria-label={t(m.allTokens)}>
        <header><h2>{t(m.allTokens)}</h2></header>
        {error ? <div className="body"><FailureState failure={server().failureOf(error)} /></div> : !data ? <div className="body"><SkeletonRows rows={3} /></div>
          : data.tokens.length === 0 ? <EmptyState what={t(m.noTokens)} next={t(m.noTokensNext)} /> : <TokenTable tokens={data.tokens} projects={projects} now={dataUpdatedAt} mayEnd={isAllowed(accessPolicy['service.manage'], roles)} onEnd={ask} />}
      </section>
      {asked && <EndDialog title={t(m.endTokenOf, { name: asked.name })} text={t(m.endTokenText)} verb={t(m.endTokenDo)} busy={ending.isPending} error={ending.error} onClose={close} onEnd={() => ending.mutate({ params: { token: asked.id } }, { onSuccess: close })} />}
    </>
  )
}
