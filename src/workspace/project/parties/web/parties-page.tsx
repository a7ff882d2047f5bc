import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../ui/button.tsx'
import { useCrumbs } from '../../../../ui/crumbs.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { FailureState } from '../../../../ui/error-state.tsx'
import { formatCount } from '../../../../ui/format.ts'
import { useT } from '../../../../ui/i18n.tsx'
import { PageHead } from '../../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../../ui/server.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { Tag } from '../../../../ui/status-pill.tsx'
import { isAllowed } from '../../../access/model.ts'
import { readProject } from '../../contract.ts'
import { peopleMessages } from '../../web/people-messages.ts'
import { EndDialog } from '../../web/roles-dialog.tsx'
import { consentParty, endParty, listParties, type PartyView } from '../contract.ts'
import { partyPolicy } from '../policy.ts'
import { partyKindMessages, partyMessages as m } from './messages.ts'
import { ChangePartyDialog, InvitePartyDialog } from './party-dialogs.tsx'
import { PartyStatePill, StepTags, useScopeWords } from './terms.tsx'
import type { BatchOption } from './terms-form.tsx'
import '../../web/people.css'
import './parties.css'

type Asked = { readonly what: 'invite' } | { readonly what: 'change' | 'end', readonly party: PartyView } | null

interface RowProps { readonly party: PartyView, readonly broughtBy: string | undefined, readonly mayManage: boolean, onAsk(asked: Asked): void, onConsent(party: PartyView, consent: boolean): void }
const Row = ({ party, broughtBy, mayManage, onAsk, onConsent }: RowProps): ReactNode => {
  const t = useT(), words = useScopeWords(), isOver = party.state === 'ended' || party.state === 'declined'
  return (
    <tr className={isOver ? 'quiet' : undefined}>
      <td><div className="strong">{party.name}</div>{party.guest && party.guest.name !== party.name && <div className="meta quiet">{party.guest.name}</div>}{broughtBy && <div className="meta quiet">{t(m.broughtBy, { name: broughtBy })}</div>}</td>
      <td><Tag>{t(partyKindMessages[party.kind])}</Tag></td><td><PartyStatePill state={party.state} /></td><td><StepTags steps={party.steps} /></td>
      <td>{words.batches(party.batches?.length ?? null)}</td><td className="secondary">{words.hidden(party.hidden)}</td><td className="secondary">{words.until(party.endsAt)}</td><td className="number">{formatCount(party.people)}</td>
      {mayManage && <td><span className="acts">
        {party.state === 'proposed' && <><Button size="s" variant="quiet" aria-label={`${t(m.consent)} ${party.name}`} onClick={() => onConsent(party, true)}>{t(m.consent)}</Button><Button size="s" variant="quiet" aria-label={`${t(m.decline)} ${party.name}`} onClick={() => onConsent(party, false)}>{t(m.decline)}</Button></>}
        {(party.state === 'invited' || party.state === 'active') && <><Button size="s" variant="quiet" aria-label={`${t(m.change)} ${party.name}`} onClick={() => onAsk({ what: 'change', party })}>{t(m.change)}</Button><Button size="s" variant="quiet" aria-label={`${t(m.end)} ${party.name}`} onClick={() => onAsk({ what: 'end', party })}>{t(m.end)}</Button></>}
      </span></td>}
    </tr>
  )
}

/** `/p/{project}/parties`. @param batches those of the project, which lie to the right of this slice */
export const PartiesPage = ({ project, batches }: { readonly project: string, readonly batches: readonly BatchOption[] }): ReactNode => {
  const t = useT(), head = useQuery(serverQuery(readProject, { params: { project } })), parties = useQuery(serverQuery(listParties, { params: { project } }))
  const consenting = useServerCommand(consentParty, [listParties]), ending = useServerCommand(endParty, [listParties])
  const [asked, ask] = useState<Asked>(null), name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(peopleMessages.people), href: `/p/${project}/people` }, { label: t(m.parties) }], [name, project, t]))
  const error = head.error ?? parties.error
  if (error) return <><PageHead title={t(m.parties)} /><FailureState failure={server().failureOf(error)} /></>
  const mayManage = isAllowed(partyPolicy['party.manage'], head.data?.roles ?? []), all = parties.data?.parties
  const open = (next: Asked): void => { ending.reset(); consenting.reset(); ask(next) }
  const invite = mayManage && <Button variant="primary" icon="plus" onClick={() => open({ what: 'invite' })}>{t(m.invite)}</Button>
  return (
    <>
      <PageHead title={t(m.parties)} actions={all && all.length > 0 && invite}>{t(m.partiesText)}</PageHead>
      {consenting.error && <FailureState failure={server().failureOf(consenting.error)} />}
      <section className="card">
        {!all ? <div className="body"><SkeletonRows rows={4} /></div> : all.length === 0 ? <EmptyState what={t(m.none)} next={mayManage ? t(m.noneNext) : undefined} action={invite} /> : (
          <table className="table people-table party-table">
            <thead><tr><th>{t(m.name)}</th><th>{t(m.kind)}</th><th>{t(m.state)}</th><th>{t(m.steps)}</th><th>{t(m.batches)}</th><th>{t(m.hidden)}</th><th>{t(m.until)}</th><th className="number">{t(m.people)}</th>{mayManage && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
            <tbody>{all.map(party => <Row key={party.id} party={party} broughtBy={all.find(p => p.id === party.admittedBy)?.name} mayManage={mayManage} onAsk={open} onConsent={(p, consent) => consenting.mutate({ params: { party: p.id }, body: { consent } })} />)}</tbody>
          </table>
        )}
      </section>
      {asked?.what === 'invite' && <InvitePartyDialog project={project} batches={batches} onClose={() => open(null)} />}
      {asked?.what === 'change' && <ChangePartyDialog party={asked.party} batches={batches} onClose={() => open(null)} />}
      {asked?.what === 'end' && <EndDialog busy={ending.isPending} error={ending.error} title={t(m.endOf, { name: asked.party.name })} text={t(m.endText)} verb={t(m.endDo)} onClose={() => open(null)} onEnd={() => ending.mutate({ params: { party: asked.party.id } }, { onSuccess: () => open(null) })} />}
    </>
  )
}
