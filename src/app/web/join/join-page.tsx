import { useState, type ReactNode } from 'react'
import type { Static } from 'typebox'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { acceptInvitation, joinOrganisation, readInvitation, signOut, type SessionView } from '../../../workspace/access/contract.ts'
import { isRole, roleDutyMessages, roleMessages } from '../../../workspace/access/messages.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { call, failureOf } from '../api.ts'
import { AppearanceChoicesButton } from '../frame/appearance-choices.tsx'
import { ProviderJoins } from '../login/provider-buttons.tsx'
import { SignInSteps } from '../login/sign-in-steps.tsx'
import { signedIn } from '../session.ts'
import { enter, sessionQuery, switchOrganisation } from '../session-query.ts'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { LanguageChoice } from '../setup/language-choice.tsx'
import { AccountForm, type NewAccount } from './account-form.tsx'
import { joinedOrganisation, secretOf } from './joined.ts'
import { joinMessages as m } from './messages.ts'

type Offer = Static<typeof readInvitation.ok>

const Offered = ({ offer }: { readonly offer: Offer }): ReactNode => {
  const t = useT()
  return (
    <section className="question" aria-label={t(m.offered)}>
      <div className="caption">{t(offer.inProject ? m.offeredInProject : m.offered)}</div>
      <dl className="facts">{offer.roles.filter(isRole).map(role => <div key={role} style={{ display: 'contents' }}><dt className="strong" style={{ color: 'var(--ink)' }}>{t(roleMessages[role])}</dt><dd className="secondary">{t(roleDutyMessages[role])}</dd></div>)}</dl>
    </section>
  )
}

/** A new account, signed in at once; it begins with the language chosen here. */
const NewAccountPart = ({ offer, secret }: { readonly offer: Offer, readonly secret: string }): ReactNode => {
  const client = useQueryClient(), router = useRouter(), { locale } = useLocale()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (account: NewAccount): Promise<SessionView> => valueOf(await call(acceptInvitation, { body: { ...account, secret, preferences: { language: locale } } })),
    onSuccess: session => {
      client.setQueryData(sessionQuery.queryKey, enter(session))
      signedIn()
      router.history.replace('/')
    },
  })
  return <AccountForm name={offer.name} busy={isPending} failure={error ? failureOf(error) : undefined} onCreate={mutate} />
}

const OwnAccountPart = (): ReactNode => {
  const t = useT()
  return <div className="question"><p className="secondary">{t(m.signInFirst)}</p><SignInSteps /></div>
}

/** Somebody signed in confirms; afterwards the page stands in the organisation joined. */
const SignedInPart = ({ session, secret }: { readonly session: SessionView, readonly secret: string }): ReactNode => {
  const t = useT(), client = useQueryClient(), { name, login } = session.account
  const joining = useMutation({
    mutationFn: async (): Promise<SessionView> => valueOf(await call(joinOrganisation, { body: { secret } })),
    onSuccess: after => {
      const joined = joinedOrganisation(session, after)
      if (joined) switchOrganisation(joined)
      else location.assign('/')
    },
  })
  const leaving = useMutation({ mutationFn: async () => valueOf(await call(signOut, {})), onSuccess: () => client.resetQueries({ queryKey: sessionQuery.queryKey }) })
  const error = joining.error ?? leaving.error
  return (
    <>
      <div className="question"><p>{t(m.asWho, { name, login })}</p><p className="secondary">{t(m.keeps)}</p></div>
      {error && <div className="question"><FailureState failure={failureOf(error)} /></div>}
      <div className="form-actions">
        <Button variant="primary" size="l" busy={joining.isPending || joining.isSuccess} onClick={() => joining.mutate()}>{t(m.join, { name })}</Button>
        <Button size="l" busy={leaving.isPending} onClick={() => leaving.mutate()}>{t(m.otherAccount)}</Button>
      </div>
    </>
  )
}

const OfferPage = ({ offer, secret }: { readonly offer: Offer, readonly secret: string }): ReactNode => {
  const t = useT()
  const session = useQuery(sessionQuery)
  const [way, take] = useState<'new' | 'own'>('new')
  const isStranger = session.error !== null && failureOf(session.error).status === 401
  const isKnown = session.data !== undefined && !isStranger
  return (
    <FirstRunScreen title={t(m.joinTitle, { organisation: offer.organisation })} text={t(m.until, { at: formatTime(new Date(offer.expiresAt)) })} foot={isKnown ? <AppearanceChoicesButton /> : undefined}>
      <Offered offer={offer} />
      {isKnown ? <SignedInPart session={session.data} secret={secret} /> : isStranger ? <>
        <LanguageChoice />
        <div className="question"><Segmented label={t(m.who)} value={way} onChange={take} segments={[{ value: 'new', label: t(m.newAccount) }, { value: 'own', label: t(m.ownAccount) }]} /></div>
        {way === 'new' ? <NewAccountPart offer={offer} secret={secret} /> : <OwnAccountPart />}
        <ProviderJoins invitation={secret} />
      </> : session.error ? <FailureState failure={failureOf(session.error)} /> : <SkeletonRows rows={5} />}
    </FirstRunScreen>
  )
}

/** `/join#secret`: what the invitation offers, and the way in with a new account or with one's own. */
export const JoinPage = (): ReactNode => {
  const t = useT()
  const [secret] = useState(() => secretOf(location.hash))
  // An invitation that has been taken up must not be read again behind the back of who takes it up.
  const { data, error } = useQuery({ ...serverQuery(readInvitation, { body: { secret } }), enabled: secret !== '', staleTime: Infinity, refetchOnWindowFocus: false })
  if (data) return <OfferPage offer={data} secret={secret} />
  return (
    <FirstRunScreen title={t(m.title)} foot={<AppearanceChoicesButton />}>
      {secret === '' ? <Note tone="warn">{t(m.linkMissing)}</Note>
        : error ? <div className="question"><FailureState failure={failureOf(error)} action={<a className={buttonClass({ size: 's' })} href="/login">{t(m.toSignIn)}</a>} /></div> : <SkeletonRows rows={6} />}
    </FirstRunScreen>
  )
}
