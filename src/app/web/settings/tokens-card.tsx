import { useState, type ReactNode } from 'react'
import type { Static } from 'typebox'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { endToken, listTokens, type TokenView } from '../../../workspace/access/contract.ts'
import { failureOf } from '../api.ts'
import { settingsMessages as m } from './messages.ts'
import { TokenDialog } from './token-dialog.tsx'

type Token = Static<typeof TokenView>

const EndDialog = ({ token, onClose }: { readonly token: Token, onClose(): void }): ReactNode => {
  const t = useT(), ending = useServerCommand(endToken, [listTokens])
  return (
    <Dialog open title={t(m.endOf, { name: token.name })} className="token-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={ending.isPending} onClick={() => ending.mutate({ params: { token: token.id } }, { onSuccess: onClose })}>{t(m.endDo)}</Button>
    </>}>
      <p>{t(m.endText)}</p>
      {ending.error && <FailureState failure={failureOf(ending.error)} />}
    </Dialog>
  )
}

const Tokens = ({ tokens, now, onEnd }: { readonly tokens: readonly Token[], /** Milliseconds since the epoch. */ readonly now: number, onEnd(token: Token): void }): ReactNode => {
  const t = useT(), at = (instant: string | null, none: string): string => instant ? formatTime(new Date(instant)) : none
  return (
    <table className="table">
      <thead><tr><th>{t(m.tokenName)}</th><th>{t(m.permissions)}</th><th className="number">{t(m.created)}</th><th className="number">{t(m.used)}</th><th className="number">{t(m.ends)}</th><th><span className="visually-hidden">{t(m.acts)}</span></th></tr></thead>
      <tbody>{tokens.map(token => (
        <tr key={token.id}>
          <td className="strong">{token.name}</td>
          <td className="secondary" title={token.permissions?.join(', ')}>{token.permissions ? t(m.permissionCount, { n: token.permissions.length }) : t(m.allPermissions)}{token.projects && ` · ${t(m.projectCount, { n: token.projects.length })}`}</td>
          <td className="number quiet">{at(token.createdAt, '')}</td><td className="number quiet">{at(token.usedAt, t(m.never))}</td>
          <td className="number quiet">{token.expiresAt !== null && Date.parse(token.expiresAt) <= now ? <StatusPill shape="cross">{t(m.over)}</StatusPill> : at(token.expiresAt, t(m.noEnd))}</td>
          <td className="number"><Button size="s" variant="quiet" aria-label={`${t(m.end)} ${token.name}`} onClick={() => onEnd(token)}>{t(m.end)}</Button></td>
        </tr>
      ))}</tbody>
    </table>
  )
}

/** The person's tokens in this organisation. @param held permissions that a new one can be limited to @param projects those it can be limited to */
export const TokensCard = ({ held, projects }: { readonly held: readonly string[], readonly projects: readonly { readonly id: string, readonly name: string }[] }): ReactNode => {
  const t = useT()
  const { data, error, dataUpdatedAt } = useQuery(serverQuery(listTokens, {}))
  const [asked, ask] = useState<'make' | Token | null>(null)
  const close = (): void => ask(null)
  const make = <Button variant="primary" icon="plus" onClick={() => ask('make')}>{t(m.makeToken)}</Button>
  return (
    <section className="card wide" aria-label={t(m.tokens)}>
      <header><h2 className="grow">{t(m.tokens)}</h2>{data && data.tokens.length > 0 && make}</header>
      <div className="body"><p className="secondary">{t(m.tokensText)}</p></div>
      {error ? <div className="body"><FailureState failure={failureOf(error)} /></div> : !data ? <div className="body"><SkeletonRows rows={3} /></div>
        : data.tokens.length > 0 ? <Tokens tokens={data.tokens} now={dataUpdatedAt} onEnd={ask} /> : <EmptyState what={t(m.noTokens)} next={t(m.noTokensNext)} action={make} />}
      {asked === 'make' && <TokenDialog held={held} projects={projects} onClose={close} />}
      {asked !== null && asked !== 'make' && <EndDialog token={asked} onClose={close} />}
    </section>
  )
}
