import { useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { accessFailures } from '../../../workspace/access/errors.ts'
import { useT } from '../../../ui/i18n.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { signInMessages } from '../login/messages.ts'
import { SignInForm } from '../login/sign-in-form.tsx'
import { AdministratorForm } from '../setup/administrator-form.tsx'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { StartChoice } from '../setup/start-choice.tsx'
import { AppearanceChoicesButton } from '../frame/appearance-choices.tsx'
import { galleryMessages as m } from './messages.ts'

/** First run, step 1, filled in; submitting shows what a refused one looks like. */
export const AdministratorSample = (): ReactNode => {
  const t = useT()
  const [failure, setFailure] = useState<Failure>()
  return <AdministratorForm initial={{ name: t(m.samplePerson), organisation: t(m.sampleOrganisation), login: 'lin.zhixia@example.cn', password: 'a-long-passphrase' }}
    host={{ dataFolder: '~/feedstock-data', readySeconds: 3.2 }} failure={failure} onCreate={() => setFailure(accessFailures.setupToken())} />
}

/** First run, step 2. */
export const StartSample = (): ReactNode => {
  const toast = useToast()
  const said = (what: string) => () => toast({ text: what })
  return <StartChoice sample={{ images: 120, texts: 80, seconds: 20 }} onFiles={files => toast({ text: `files: ${files.length}` })} onSample={said('sample')} onEmptyProject={said('empty')} onServerFolder={said('server')} onMoveIn={said('move in')} />
}

export const SignInSample = (): ReactNode => {
  const t = useT()
  const [failure, setFailure] = useState<Failure>()
  return (
    <FirstRunScreen title={t(signInMessages.title)} foot={<AppearanceChoicesButton />}>
      <SignInForm failure={failure} onSignIn={() => setFailure(accessFailures.wrongCredentials())} />
    </FirstRunScreen>
  )
}
