import { useState, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { readSession } from '../../../workspace/access/contract.ts'
import { readSecondFactor } from '../../../workspace/access/second-factor/contract.ts'
import { failureOf } from '../api.ts'
import { EnrolDialog } from './enrol-dialog.tsx'
import { BothDialog } from './factor-dialogs.tsx'
import { securityMessages as m } from './security-messages.ts'

/** The second factor: off, or on with the recovery codes that are left. */
export const SecondFactorCard = ({ primary = false }: { /** It is what the page is about. */ readonly primary?: boolean }): ReactNode => {
  const t = useT(), client = useQueryClient(), { data, error } = useQuery(serverQuery(readSecondFactor, {}))
  const [asked, ask] = useState<'on' | 'off' | 'codes' | null>(null)
  // Read again only when the dialog has been closed: what it shows once must not go with the page behind it.
  const close = (): void => {
    ask(null)
    for (const { id } of [readSecondFactor, readSession]) void client.invalidateQueries({ queryKey: [id] })
  }
  return (
    <section className="card" aria-label={t(m.twoStep)}>
      <header><h2 className="grow">{t(m.twoStep)}</h2>{data && <StatusPill shape={data.on ? 'tick' : 'ring'} tone={data.on ? 'ok' : 'neutral'}>{t(data.on ? m.on : m.off)}</StatusPill>}</header>
      <div className="body stack">
        <p className="secondary">{t(m.twoStepText)}</p>
        {error ? <FailureState failure={failureOf(error)} /> : !data ? <SkeletonRows rows={1} /> : data.on ? <>
          <p className="meta quiet">{t(m.codesLeft, { n: data.recoveryCodes })}</p>
          <div className="row wrap"><Button onClick={() => ask('codes')}>{t(m.newCodes)}</Button><Button onClick={() => ask('off')}>{t(m.turnOff)}</Button></div>
        </> : <div className="row"><Button variant={primary ? 'primary' : 'default'} icon="shield" onClick={() => ask('on')}>{t(m.turnOn)}</Button></div>}
      </div>
      {asked === 'on' && <EnrolDialog onClose={close} />}
      {(asked === 'off' || asked === 'codes') && <BothDialog what={asked} onClose={close} />}
    </section>
  )
}
