import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { QRCode } from 'antd'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { beginSecondFactor, confirmSecondFactor } from '../../../workspace/access/second-factor/contract.ts'
import { failureOf } from '../api.ts'
import { CodesShown } from './factor-dialogs.tsx'
import { securityMessages as m } from './security-messages.ts'

const side = 168

/** Secret, first code, recovery codes. Mounted while open: each time a new secret. */
export const EnrolDialog = ({ onClose }: { onClose(): void }): ReactNode => {
  const t = useT(), beginning = useServerCommand(beginSecondFactor), confirming = useServerCommand(confirmSecondFactor)
  const [code, setCode] = useState(''), begun = useRef(false), { mutate: begin } = beginning
  useEffect(() => { if (!begun.current) { begun.current = true; begin({}) } }, [begin])
  if (confirming.data) return <CodesShown codes={confirming.data.recoveryCodes} onClose={onClose} />
  const isCode = /^\d{6}$/.test(code), error = confirming.error ?? beginning.error
  const submit = (event: FormEvent): void => { event.preventDefault(); if (isCode) confirming.mutate({ body: { code } }) }
  return (
    <Dialog open title={t(m.enrolTitle)} className="factor-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" type="submit" form="enrol" busy={confirming.isPending} blocked={isCode ? undefined : t(m.firstCodeMissing)}>{t(m.enrolDo)}</Button>
    </>}>
      <form id="enrol" className="stack" onSubmit={submit}>
        {beginning.data ? <>
          <p>{t(m.scan)}</p>
          {/* Dark on white in both themes: many cameras do not read it the other way round. */}
          <div className="qr" role="img" aria-label={t(m.scanPicture)}><QRCode type="svg" value={beginning.data.address} size={side} color="#000" bgColor="#fff" bordered={false} /></div>
          <Field label={t(m.byHand)} value={beginning.data.secret.replace(/(.{4})(?=.)/g, '$1 ')} readOnly onFocus={event => event.target.select()} />
          <Field label={t(m.firstCode)} value={code} maxLength={6} inputMode="numeric" autoComplete="one-time-code" autoFocus onChange={event => setCode(event.target.value.replace(/\D/g, ''))} />
        </> : beginning.error ? null : <SkeletonRows rows={5} />}
        {error && <FailureState failure={failureOf(error)} />}
      </form>
    </Dialog>
  )
}
