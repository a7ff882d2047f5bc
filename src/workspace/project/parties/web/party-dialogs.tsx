import { useState, type ReactNode } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { FailureState } from '../../../../ui/error-state.tsx'
import { useT } from '../../../../ui/i18n.tsx'
import { uiMessages } from '../../../../ui/messages.ts'
import { Note } from '../../../../ui/note.tsx'
import { server, useServerCommand } from '../../../../ui/server.ts'
import { partyKinds } from '../../../access/model.ts'
import { LinkShown } from '../../web/link-shown.tsx'
import { changeParty, inviteParty, listEngagements, listParties, subcontract, type EngagementView, type PartyView } from '../contract.ts'
import { partyMessages as m } from './messages.ts'
import { beginning, dayOf, endOf, missingIn, TermsForm, type BatchOption, type Draft } from './terms-form.tsx'

interface FrameProps { readonly title: string, readonly verb: string, readonly draft: Draft, readonly busy: boolean, readonly error: unknown, readonly children: ReactNode, onDo(): void, onClose(): void }
const TermsDialog = ({ title, verb, draft, busy, error, children, onDo, onClose }: FrameProps): ReactNode => {
  const t = useT(), missing = missingIn(draft)
  return (
    <Dialog open title={title} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={busy} blocked={missing ? t(m[missing]) : undefined} onClick={onDo}>{verb}</Button>
    </>}>
      {children}
      {error ? <FailureState failure={server().failureOf(error)} /> : null}
    </Dialog>
  )
}
const bodyOf = (draft: Draft) => ({ name: draft.name.trim(), steps: [...draft.steps], batches: draft.batches && [...draft.batches], hidden: [...draft.hidden], endsAt: endOf(draft.until) })

/** Mounted while open: a second invitation begins anew. */
export const InvitePartyDialog = ({ project, batches, onClose }: { readonly project: string, readonly batches: readonly BatchOption[], onClose(): void }): ReactNode => {
  const t = useT(), [draft, change] = useState<Draft>({ ...beginning('supplier'), name: '', batches: null, until: '' }), making = useServerCommand(inviteParty, [listParties])
  if (making.data) return <LinkShown path="/party" secret={making.data.secret} text={t(m.linkText, { name: draft.name.trim() })} onClose={onClose} />
  return (
    <TermsDialog title={t(m.invite)} verb={t(m.inviteDo)} draft={draft} busy={making.isPending} error={making.error} onClose={onClose} onDo={() => making.mutate({ params: { project }, body: { kind: draft.kind, ...bodyOf(draft) } })}>
      <TermsForm draft={draft} kinds={partyKinds} batches={batches} onChange={change} />
    </TermsDialog>
  )
}

export const ChangePartyDialog = ({ party, batches, onClose }: { readonly party: PartyView, readonly batches: readonly BatchOption[], onClose(): void }): ReactNode => {
  const t = useT(), changing = useServerCommand(changeParty, [listParties])
  const [draft, change] = useState<Draft>({ kind: party.kind, name: party.name, steps: party.steps, batches: party.batches, hidden: party.hidden, until: dayOf(party.endsAt) })
  return (
    <TermsDialog title={t(m.changeOf, { name: party.name })} verb={t(m.changeDo)} draft={draft} busy={changing.isPending} error={changing.error} onClose={onClose}
      onDo={() => changing.mutate({ params: { party: party.id }, body: { version: party.version, ...bodyOf(draft) } }, { onSuccess: onClose })}>
      {party.state === 'active' && <Note tone="warn">{t(m.narrows)}</Note>}
      <TermsForm draft={draft} kinds={[party.kind]} batches={batches} onChange={change} />
    </TermsDialog>
  )
}

/** Of a party that brings another: within its own terms. It knows the batches of its scope by number only where it may read them. */
export const SubcontractDialog = ({ engagement, onClose }: { readonly engagement: EngagementView, onClose(): void }): ReactNode => {
  const t = useT(), making = useServerCommand(subcontract, [listEngagements])
  const [draft, change] = useState<Draft>({ kind: 'supplier', name: '', steps: engagement.steps.filter(step => step === 'annotate'), batches: engagement.batches, hidden: engagement.hidden, until: dayOf(engagement.endsAt) })
  const batches = (engagement.batches ?? []).map((id, at) => ({ id, label: `${t(m.batches)} ${at + 1}` }))
  if (making.data) return <LinkShown path="/party" secret={making.data.secret} text={t(m.subLinkText, { name: draft.name.trim() })} onClose={onClose} />
  return (
    <TermsDialog title={t(m.subcontract)} verb={t(m.inviteDo)} draft={draft} busy={making.isPending} error={making.error} onClose={onClose} onDo={() => making.mutate({ params: { engagement: engagement.id }, body: bodyOf(draft) })}>
      <TermsForm draft={draft} kinds={['supplier']} within={{ steps: engagement.steps, hidden: engagement.hidden }} batches={batches} onChange={change} />
    </TermsDialog>
  )
}
