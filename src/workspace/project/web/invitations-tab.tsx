import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listInvitations, renewInvitation, withdrawInvitation, type PendingInvitation } from '../../access/invitation/contract.ts'
import { LinkShown } from './link-shown.tsx'
import { organisationMessages as m } from './organisation-messages.ts'
import { peopleMessages } from './people-messages.ts'
import { EndDialog } from './roles-dialog.tsx'
import { RoleTags } from './roles.tsx'

interface TableProps { readonly invitations: readonly PendingInvitation[], readonly projects: ReadonlyMap<string, string>, readonly now: number, onRenew(invitation: PendingInvitation): void, onWithdraw(invitation: PendingInvitation): void }

const Pending = ({ invitations, projects, now, onRenew, onWithdraw }: TableProps): ReactNode => {
  const t = useT()
  return (
    <table className="table people-table">
      <thead><tr><th>{t(m.invited)}</th><th>{t(m.roles)}</th><th>{t(m.where)}</th><th>{t(m.by)}</th><th className="number">{t(m.until)}</th><th><span className="visually-hidden">{t(m.acts)}</span></th></tr></thead>
      <tbody>{invitations.map(one => (
        <tr key={one.id}>
          <td className="strong">{one.name}</td><td><RoleTags roles={one.roles} /></td>
          <td className="secondary">{one.project ? projects.get(one.project) ?? t(m.unknownProject) : t(m.whole)}</td><td className="secondary">{one.by}</td>
          <td className="number quiet">{Date.parse(one.expiresAt) <= now ? <StatusPill shape="cross">{t(m.expired)}</StatusPill> : formatTime(new Date(one.expiresAt))}</td>
          <td><span className="acts">
            <Button size="s" variant="quiet" aria-label={`${t(m.renew)} ${one.name}`} onClick={() => onRenew(one)}>{t(m.renew)}</Button>
            <Button size="s" variant="quiet" aria-label={`${t(m.withdraw)} ${one.name}`} onClick={() => onWithdraw(one)}>{t(m.withdraw)}</Button>
          </span></td>
        </tr>
      ))}</tbody>
    </table>
  )
}

/** Invitations that nobody has taken up: a new link for one that was lost, or its end. */
export const InvitationsTab = ({ projects }: { readonly projects: ReadonlyMap<string, string> }): ReactNode => {
  const t = useT(), { data, error, dataUpdatedAt } = useQuery(serverQuery(listInvitations, { query: {} }))
  const renewing = useServerCommand(renewInvitation, [listInvitations]), withdrawing = useServerCommand(withdrawInvitation, [listInvitations])
  const [renewed, setRenewed] = useState<string | null>(null), [asked, ask] = useState<PendingInvitation | null>(null)
  if (error) return <div className="body"><FailureState failure={server().failureOf(error)} /></div>
  if (!data) return <div className="body"><SkeletonRows rows={3} /></div>
  const close = (): void => { withdrawing.reset(); ask(null) }
  const renew = (one: PendingInvitation): void => renewing.mutate({ params: { invitation: one.id } }, { onSuccess: () => setRenewed(one.name) })
  return (
    <>
      {renewing.error && <div className="body"><FailureState failure={server().failureOf(renewing.error)} /></div>}
      {data.invitations.length === 0 ? <EmptyState what={t(m.noInvitations)} next={t(m.noInvitationsNext)} /> : <Pending invitations={data.invitations} projects={projects} now={dataUpdatedAt} onRenew={renew} onWithdraw={ask} />}
      {renewed !== null && renewing.data && <LinkShown path="/join" secret={renewing.data.secret} text={t(peopleMessages.linkText, { name: renewed, at: formatTime(new Date(renewing.data.expiresAt)) })} onClose={() => setRenewed(null)} />}
      {asked && <EndDialog title={t(m.withdrawOf, { name: asked.name })} text={t(m.withdrawText)} verb={t(m.withdrawDo)} busy={withdrawing.isPending} error={withdrawing.error} onClose={close}
        onEnd={() => withdrawing.mutate({ params: { invitation: asked.id } }, { onSuccess: close })} />}
    </>
  )
}
