import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, type PillShape } from '../../../ui/status-pill.tsx'
import { endBaseLink, listBaseLinks, readBaseFigures, type BaseLinkView, type MemberFigures } from '../../access/base-link/contract.ts'
import { isAllowed } from '../../access/model.ts'
import { accessPolicy } from '../../access/policy.ts'
import { InviteMemberDialog, JoinBaseDialog } from './base-dialogs.tsx'
import { organisationMessages as m } from './organisation-messages.ts'
import { peopleMessages } from './people-messages.ts'
import { EndDialog } from './roles-dialog.tsx'
import { useOwnPlace } from './use-own-place.ts'
import './people.css'

type Figures = Omit<MemberFigures, 'link' | 'member'>
const Cells = ({ of }: { readonly of: Figures }): ReactNode => <>{[of.people, of.projects, of.tasksApproved, of.itemsReleased].map((n, i) => <td key={i} className="number">{formatCount(n)}</td>)}<td className="number">{formatBytes(of.bytesHeld)}</td></>

const FiguresTable = ({ members, total }: { readonly members: readonly MemberFigures[], readonly total: Figures }): ReactNode => {
  const t = useT()
  return (
    <table className="table figures">
      <thead><tr><th>{t(m.member)}</th>{[m.peopleActive, m.projectsOpen, m.tasksApproved, m.itemsReleased, m.bytesHeld].map((label, i) => <th key={i} className="number">{t(label)}</th>)}</tr></thead>
      <tbody>{members.map(one => <tr key={one.link}><td className="strong">{one.member}</td><Cells of={one} /></tr>)}</tbody>
      <tfoot><tr><td>{t(m.total)}</td><Cells of={total} /></tr></tfoot>
    </table>
  )
}

const looks: Readonly<Record<BaseLinkView['state'], PillShape>> = { invited: 'clock', active: 'tick', ended: 'cross' }
interface LinksProps { readonly links: readonly BaseLinkView[], readonly mayEnd: boolean, onEnd(link: BaseLinkView): void }

const Links = ({ links, mayEnd, onEnd }: LinksProps): ReactNode => {
  const t = useT(), words = { invited: m.invitedState, active: m.activeState, ended: m.endedState }
  const nameOf = (link: BaseLinkView): string => link.as === 'member' ? t(m.asMember, { name: link.base }) : link.member ? t(m.asBase, { name: link.member }) : t(m.notYet)
  return (
    <table className="table people-table">
      <thead><tr><th>{t(m.links)}</th><th>{t(m.state)}</th><th className="number">{t(m.since)}</th>{mayEnd && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
      <tbody>{links.map(link => (
        <tr key={link.id}>
          <td className="strong">{nameOf(link)}</td><td><StatusPill shape={looks[link.state]}>{t(words[link.state])}</StatusPill></td>
          <td className="number quiet">{formatTime(new Date(link.endedAt ?? link.acceptedAt ?? link.createdAt))}</td>
          {mayEnd && <td><span className="acts">{link.state !== 'ended' && <Button size="s" variant="quiet" aria-label={`${t(m.endLink)} ${nameOf(link)}`} onClick={() => onEnd(link)}>{t(m.endLink)}</Button>}</span></td>}
        </tr>
      ))}</tbody>
    </table>
  )
}

/** `/o/base`: figures of the members, and the links on either side. */
export const BasePage = (): ReactNode => {
  const t = useT(), own = useOwnPlace(), mayManage = isAllowed(accessPolicy['base.manage'], own.roles)
  const figures = useQuery(serverQuery(readBaseFigures, {})), links = useQuery(serverQuery(listBaseLinks, {}))
  const ending = useServerCommand(endBaseLink, [listBaseLinks, readBaseFigures]), [asked, ask] = useState<'invite' | 'join' | BaseLinkView | null>(null)
  useCrumbs(useMemo(() => [{ label: own.organisation }, { label: t(peopleMessages.people), href: '/o/people' }, { label: t(m.base) }], [own.organisation, t]))
  const error = figures.error ?? links.error, close = (): void => { ending.reset(); ask(null) }
  const invite = <Button variant="primary" icon="plus" onClick={() => ask('invite')}>{t(m.inviteMember)}</Button>
  if (error) return <><PageHead title={t(m.base)} /><FailureState failure={server().failureOf(error)} /></>
  return (
    <>
      <PageHead title={t(m.base)} actions={mayManage && <><Button icon="link" onClick={() => ask('join')}>{t(m.join)}</Button>{invite}</>}>{t(m.baseText)}</PageHead>
      <section className="card">
        {!figures.data ? <div className="body"><SkeletonRows rows={4} /></div> : figures.data.members.length > 0 ? <FiguresTable members={figures.data.members} total={figures.data.total} /> : <EmptyState what={t(m.noMembers)} next={t(m.noMembersNext)} />}
      </section>
      {links.data && links.data.links.length > 0 && <section className="card" aria-label={t(m.links)}><Links links={links.data.links} mayEnd={mayManage} onEnd={ask} /></section>}
      {asked === 'invite' && <InviteMemberDialog onClose={close} />}
      {asked === 'join' && <JoinBaseDialog onClose={close} />}
      {asked !== null && typeof asked === 'object' && <EndDialog title={t(m.endLinkOf)} text={t(m.endLinkText)} verb={t(m.endLinkDo)} busy={ending.isPending} error={ending.error} onClose={close} onEnd={() => ending.mutate({ params: { link: asked.id } }, { onSuccess: close })} />}
    </>
  )
}
