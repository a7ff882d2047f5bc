import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { endOtherSessions, endSession, listSessions, type OpenSessionView } from '../../../workspace/access/session/contract.ts'
import { failureOf } from '../api.ts'
import { deviceOf } from './device.ts'
import { securityMessages as m } from './security-messages.ts'

const Row = ({ session, busy, onEnd }: { readonly session: OpenSessionView, readonly busy: boolean, onEnd(): void }): ReactNode => {
  const t = useT(), device = deviceOf(session.userAgent) ?? t(m.unknownDevice)
  return (
    <tr>
      <td title={session.userAgent}><span className="row"><span className="strong">{device}</span>{session.current && <Tag>{t(m.thisOne)}</Tag>}</span></td>
      <td className="number quiet">{formatTime(new Date(session.createdAt))}</td><td className="number quiet">{formatTime(new Date(session.seenAt))}</td>
      <td className="number">{!session.current && <Button size="s" variant="quiet" busy={busy} aria-label={`${t(m.end)} ${device} ${formatTime(new Date(session.createdAt))}`} onClick={onEnd}>{t(m.end)}</Button>}</td>
    </tr>
  )
}

/** Where the person is signed in. The session in use is ended by signing out. */
export const SessionsCard = (): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(listSessions, {}))
  const ending = useServerCommand(endSession, [listSessions]), endingOthers = useServerCommand(endOtherSessions, [listSessions])
  const refused = ending.error ?? endingOthers.error
  return (
    <section className="card wide" aria-label={t(m.sessions)}>
      <header><h2 className="grow">{t(m.sessions)}</h2>{data && data.sessions.length > 1 && <Button busy={endingOthers.isPending} onClick={() => endingOthers.mutate({})}>{t(m.endOthers)}</Button>}</header>
      <div className="body"><p className="secondary">{t(m.sessionsText)}</p>{refused && <FailureState failure={failureOf(refused)} />}</div>
      {error ? <div className="body"><FailureState failure={failureOf(error)} /></div> : !data ? <div className="body"><SkeletonRows rows={2} /></div> : (
        <table className="table">
          <thead><tr><th>{t(m.device)}</th><th className="number">{t(m.since)}</th><th className="number">{t(m.seen)}</th><th><span className="visually-hidden">{t(m.end)}</span></th></tr></thead>
          <tbody>{data.sessions.map(session => <Row key={session.id} session={session} busy={ending.isPending} onEnd={() => ending.mutate({ params: { session: session.id } })} />)}</tbody>
        </table>
      )}
    </section>
  )
}
