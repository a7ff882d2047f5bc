import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listCharges, raiseAppeal } from '../appeal/contract.ts'
import { listReviews } from '../contract.ts'
import type { AppealState } from '../model.ts'
import { appealMessages as a } from './appeal-messages.ts'

const looks = { open: ['half', 'warn'], upheld: ['tick', 'ok'], rejected: ['cross', 'bad'] } as const
export const AppealPill = ({ state }: { readonly state: AppealState }): ReactNode => {
  const t = useT(), [shape, tone] = looks[state]
  return <StatusPill shape={shape} tone={tone}>{t(a.appealIs, { state })}</StatusPill>
}

export interface Appealable { readonly id: string, readonly appealUntil: string | null, readonly appeal: { readonly state: AppealState, readonly decision: string | null } | null }
/** Raises the appeal while there is time; afterwards says how it stands. */
export const AppealButton = ({ assignment, review }: { readonly assignment: string, readonly review: Appealable }): ReactNode => {
  const t = useT(), toast = useToast(), [isOpen, open] = useState(false), [reason, setReason] = useState(''), [now] = useState(Date.now)
  const command = useServerCommand(raiseAppeal, [listReviews, listCharges])
  if (review.appeal) return <span className="row"><AppealPill state={review.appeal.state} />{review.appeal.decision && <span className="meta secondary">{review.appeal.decision}</span>}</span>
  if (review.appealUntil === null || Date.parse(review.appealUntil) < now) return null
  const close = (): void => { command.reset(); open(false) }
  const run = (): void => command.mutate({ params: { assignment }, body: { review: review.id, reason: reason.trim() } }, { onSuccess: () => { toast({ text: t(a.raised) }); close() } })
  return (
    <>
      <Button size="s" onClick={() => open(true)}>{t(a.raise)}</Button>
      <Dialog open={isOpen} title={t(a.raiseDo)} onClose={close} actions={<>
        <Button onClick={close}>{t(uiMessages.cancel)}</Button>
        <Button variant="primary" busy={command.isPending} blocked={reason.trim() === '' ? t(a.reasonMissing) : undefined} onClick={run}>{t(a.raiseDo)}</Button>
      </>}>
        <div className="stack">
          <p>{t(a.raiseText)}</p>
          <TextAreaField label={t(a.reason)} value={reason} maxLength={5000} onChange={event => setReason(event.target.value)} />
          <p className="meta secondary">{t(a.until, { at: formatTime(new Date(review.appealUntil)) })}</p>
          {command.error && <FailureState failure={server().failureOf(command.error)} />}
        </div>
      </Dialog>
    </>
  )
}
