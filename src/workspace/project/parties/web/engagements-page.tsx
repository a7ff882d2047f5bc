import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../ui/button.tsx'
import { useCrumbs } from '../../../../ui/crumbs.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { FailureState } from '../../../../ui/error-state.tsx'
import { useT } from '../../../../ui/i18n.tsx'
import { PageHead } from '../../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../../ui/server.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { Tag } from '../../../../ui/status-pill.tsx'
import { listPeople, type PersonView } from '../../../access/contract.ts'
import { isRole } from '../../../access/messages.ts'
import { roleOfStep, type Role } from '../../../access/model.ts'
import { AddDialog, EndDialog, RolesDialog } from '../../web/roles-dialog.tsx'
import { RoleTags } from '../../web/roles.tsx'
import { useOwnPlace } from '../../web/use-own-place.ts'
import { leaveEngagement, listEngagements, sendPerson, type EngagementView } from '../contract.ts'
import { partyKindMessages, partyMessages as m } from './messages.ts'
import { SubcontractDialog } from './party-dialogs.tsx'
import { PartyStatePill, StepTags, useScopeWords } from './terms.tsx'
import '../../web/people.css'
import './parties.css'

type Sent = EngagementView['people'][number]
type Asked = { readonly what: 'send' | 'subcontract' | 'leave', readonly engagement: EngagementView } | { readonly what: 'roles' | 'recall', readonly engagement: EngagementView, readonly person: Sent } | null

/** Who can be sent: active, and not there yet. */
export const sendable = (people: readonly PersonView[], sent: readonly Sent[]): readonly PersonView[] => {
  const there = new Set(sent.map(p => p.membership))
  return people.filter(p => p.state === 'active' && !p.guest && !there.has(p.membership))
}

const People = ({ engagement, onAsk }: { readonly engagement: EngagementView, onAsk(asked: Asked): void }): ReactNode => {
  const t = useT()
  if (engagement.people.length === 0) return <div className="body quiet">{t(m.nobodySent)}</div>
  return (
    <table className="table people-table"><tbody>{engagement.people.map(person => (
      <tr key={person.account}>
        <td className="strong">{person.name}</td><td><RoleTags roles={person.roles} /></td>
        <td>{engagement.state === 'active' && person.membership && <span className="acts">
          <Button size="s" variant="quiet" aria-label={`${t(m.changeRoles)} ${person.name}`} onClick={() => onAsk({ what: 'roles', engagement, person })}>{t(m.changeRoles)}</Button>
          <Button size="s" variant="quiet" aria-label={`${t(m.recall)} ${person.name}`} onClick={() => onAsk({ what: 'recall', engagement, person })}>{t(m.recall)}</Button>
        </span>}</td>
      </tr>
    ))}</tbody></table>
  )
}

const Engagement = ({ engagement, onAsk }: { readonly engagement: EngagementView, onAsk(asked: Asked): void }): ReactNode => {
  const t = useT(), words = useScopeWords(), isActive = engagement.state === 'active'
  return (
    <section className="card">
      <header>
        <h2>{engagement.project.name}</h2><Tag>{t(partyKindMessages[engagement.kind])}</Tag><PartyStatePill state={engagement.state} />
        {isActive && <span className="engagement-acts">
          <Button size="s" onClick={() => onAsk({ what: 'send', engagement })}>{t(m.send)}</Button>
          {(engagement.kind === 'prime' || engagement.kind === 'supplier') && <Button size="s" onClick={() => onAsk({ what: 'subcontract', engagement })}>{t(m.subcontract)}</Button>}
          <Button size="s" variant="quiet" aria-label={t(m.leaveOf, { name: engagement.project.name })} onClick={() => onAsk({ what: 'leave', engagement })}>{t(m.leave)}</Button>
        </span>}
      </header>
      <div className="body">
        <dl className="facts">
          <dt>{t(m.owner)}</dt><dd>{engagement.owner.name}</dd>
          <dt>{t(m.steps)}</dt><dd><StepTags steps={engagement.steps} /></dd>
          <dt>{t(m.batches)}</dt><dd>{words.batches(engagement.batches?.length ?? null)}</dd>
          <dt>{t(m.hidden)}</dt><dd>{words.hidden(engagement.hidden)}</dd>
          <dt>{t(m.until)}</dt><dd>{words.until(engagement.endsAt)}</dd>
          {engagement.subcontractors.length > 0 && <><dt>{t(m.subcontractors)}</dt><dd>{engagement.subcontractors.map(sub => <span key={sub.id} className="row"><span>{sub.name}</span><PartyStatePill state={sub.state} /></span>)}</dd></>}
        </dl>
      </div>
      <People engagement={engagement} onAsk={onAsk} />
    </section>
  )
}

/** `/o/engagements`: where one's own organisation takes part in projects of others. */
export const EngagementsPage = (): ReactNode => {
  const t = useT(), own = useOwnPlace(), engagements = useQuery(serverQuery(listEngagements, {})), people = useQuery(serverQuery(listPeople, { query: {} }))
  const sending = useServerCommand(sendPerson, [listEngagements]), leaving = useServerCommand(leaveEngagement, [listEngagements])
  const [asked, ask] = useState<Asked>(null)
  useCrumbs(useMemo(() => [{ label: own.organisation }, { label: t(m.engagements) }], [own.organisation, t]))
  const error = engagements.error ?? people.error
  if (error) return <><PageHead title={t(m.engagements)} /><FailureState failure={server().failureOf(error)} /></>
  const open = (next: Asked): void => { sending.reset(); leaving.reset(); ask(next) }
  const close = (): void => open(null), all = engagements.data?.engagements
  const set = (engagement: EngagementView, membership: string, roles: readonly Role[]): void => sending.mutate({ params: { engagement: engagement.id, membership }, body: { roles: [...roles] } }, { onSuccess: close })
  const deciding = { busy: sending.isPending, error: sending.error, onClose: close }, grantable = asked ? asked.engagement.steps.map(step => roleOfStep[step]) : []
  return (
    <>
      <PageHead title={t(m.engagements)}>{t(m.engagementsText)}</PageHead>
      {!all ? <section className="card"><div className="body"><SkeletonRows rows={5} /></div></section> : all.length === 0 ? <section className="card"><EmptyState what={t(m.noEngagements)} next={t(m.noEngagementsNext)} /></section>
        : all.map(engagement => <Engagement key={engagement.id} engagement={engagement} onAsk={open} />)}
      {asked?.what === 'send' && people.data && <AddDialog {...deciding} people={sendable(people.data.people, asked.engagement.people)} offered={grantable} onAdd={(person, roles) => set(asked.engagement, person.membership, roles)} />}
      {asked?.what === 'roles' && <RolesDialog {...deciding} person={asked.person} held={asked.person.roles.filter(isRole)} offered={grantable} isOwn={asked.person.account === own.account} onSave={roles => set(asked.engagement, asked.person.membership!, roles)} />}
      {asked?.what === 'recall' && <EndDialog {...deciding} title={t(m.recallOf, { name: asked.person.name })} text={t(m.recallText, { name: asked.person.name })} verb={t(m.recallDo)} onEnd={() => set(asked.engagement, asked.person.membership!, [])} />}
      {asked?.what === 'subcontract' && <SubcontractDialog engagement={asked.engagement} onClose={close} />}
      {asked?.what === 'leave' && <EndDialog busy={leaving.isPending} error={leaving.error} onClose={close} title={t(m.leaveOf, { name: asked.engagement.project.name })} text={t(m.leaveText)} verb={t(m.leaveDo)} onEnd={() => leaving.mutate({ params: { engagement: asked.engagement.id } }, { onSuccess: close })} />}
    </>
  )
}
