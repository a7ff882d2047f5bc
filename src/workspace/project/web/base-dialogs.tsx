import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { acceptBaseLink, createBaseLink, listBaseLinks, readBaseFigures, readBaseLink } from '../../access/base-link/contract.ts'
import { organisationMessages as m } from './organisation-messages.ts'

/** Makes the secret when it opens, and shows it once. */
export const InviteMemberDialog = ({ onClose }: { onClose(): void }): ReactNode => {
  const t = useT(), making = useServerCommand(createBaseLink, [listBaseLinks]), begun = useRef(false), { mutate: make } = making
  const [copy, setCopy] = useState<'no' | 'done' | 'refused'>('no')
  useEffect(() => { if (!begun.current) { begun.current = true; make({}) } }, [make])
  const copySecret = async (secret: string): Promise<void> => setCopy(await copyText(secret) ? 'done' : 'refused')
  return (
    <Dialog open title={t(m.inviteTitle)} className="people-dialog" onClose={onClose} actions={<Button onClick={onClose}>{t(m.done)}</Button>}>
      {making.error ? <FailureState failure={server().failureOf(making.error)} /> : !making.data ? <SkeletonRows rows={2} /> : <>
        <p>{t(m.inviteText, { at: formatTime(new Date(making.data.expiresAt)) })}</p>
        <div className="secret-line">
          <Field label={t(m.secret)} value={making.data.secret} readOnly onFocus={event => event.target.select()} />
          <Button variant="primary" icon="copy" onClick={() => void copySecret(making.data.secret)}>{t(m.copy)}</Button>
        </div>
        <span className="meta quiet" role="status">{copy === 'done' ? t(uiMessages.copied) : copy === 'refused' ? t(uiMessages.notCopied) : ''}</span>
      </>}
    </Dialog>
  )
}

/** The secret, then which base it is and what it will see, then yes. */
export const JoinBaseDialog = ({ onClose }: { onClose(): void }): ReactNode => {
  const t = useT(), reading = useServerCommand(readBaseLink), joining = useServerCommand(acceptBaseLink, [listBaseLinks, readBaseFigures])
  const [secret, setSecret] = useState(''), offer = reading.data, isFilled = secret.trim() !== '', error = joining.error ?? reading.error
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isFilled) return
    const body = { secret: secret.trim() }
    if (offer) joining.mutate({ body }, { onSuccess: onClose })
    else reading.mutate({ body })
  }
  return (
    <Dialog open title={t(m.joinTitle)} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" type="submit" form="join-base" busy={reading.isPending || joining.isPending} blocked={isFilled ? undefined : t(m.secretMissing)}>{t(offer ? m.joinDo : m.joinRead)}</Button>
    </>}>
      <form id="join-base" onSubmit={submit}>
        {offer ? <p>{t(m.joinWhat, { base: offer.base })}</p> : <Field label={t(m.secret)} hint={t(m.joinHint)} value={secret} maxLength={200} autoFocus spellCheck={false} autoComplete="off" onChange={event => setSecret(event.target.value)} />}
      </form>
      {error && <FailureState failure={server().failureOf(error)} />}
    </Dialog>
  )
}
