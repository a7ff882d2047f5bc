import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Button } from '../../../../ui/button.tsx'
import { useCrumbs } from '../../../../ui/crumbs.tsx'
import { FailureState } from '../../../../ui/error-state.tsx'
import { useT } from '../../../../ui/i18n.tsx'
import { Note } from '../../../../ui/note.tsx'
import { PageHead } from '../../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../../ui/server.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { useOwnPlace } from '../../web/use-own-place.ts'
import { enterAsParty, listEngagements, readOffer, type OfferView } from '../contract.ts'
import { partyKindMessages, partyMessages as m } from './messages.ts'
import { StepTags, useScopeWords } from './terms.tsx'

const Terms = ({ offer }: { readonly offer: OfferView }): ReactNode => {
  const t = useT(), words = useScopeWords()
  return (
    <dl className="facts">
      <dt>{t(m.owner)}</dt><dd>{offer.owner}</dd>
      <dt>{t(m.kind)}</dt><dd>{t(partyKindMessages[offer.kind])}</dd>
      <dt>{t(m.steps)}</dt><dd><StepTags steps={offer.steps} /></dd>
      <dt>{t(m.batches)}</dt><dd>{words.batches(offer.batches)}</dd>
      <dt>{t(m.hidden)}</dt><dd>{words.hidden(offer.hidden)}</dd>
      <dt>{t(m.until)}</dt><dd>{words.until(offer.endsAt)}</dd>
    </dl>
  )
}

/** `/party#secret`: what is offered, and the way in for the organisation that the reader acts for. */
export const OfferPage = (): ReactNode => {
  const t = useT(), router = useRouter(), own = useOwnPlace(), [secret] = useState(() => location.hash.replace(/^#/, '').trim())
  // An offer that has been taken up must not be read again behind the back of who takes it up.
  const { data: offer, error } = useQuery({ ...serverQuery(readOffer, { body: { secret } }), enabled: secret !== '', staleTime: Infinity, refetchOnWindowFocus: false })
  const entering = useServerCommand(enterAsParty, [listEngagements])
  const title = offer ? t(m.offerTitle, { project: offer.project }) : t(m.parties)
  useCrumbs(useMemo(() => [{ label: own.organisation }, { label: title }], [own.organisation, title]))
  return (
    <>
      <PageHead title={title} actions={offer && <Button variant="primary" busy={entering.isPending} onClick={() => entering.mutate({ body: { secret } }, { onSuccess: () => router.history.replace('/o/engagements') })}>{t(m.enterFor, { organisation: own.organisation })}</Button>}>
        {offer && t(m.offerText, { owner: offer.owner })}
      </PageHead>
      {secret === '' ? <Note tone="warn">{t(m.linkMissing)}</Note> : error ? <FailureState failure={server().failureOf(error)} /> : (
        <section className="card"><header><h2>{t(m.offered)}</h2></header><div className="body">{offer ? <Terms offer={offer} /> : <SkeletonRows rows={6} />}</div></section>
      )}
      {entering.error && <FailureState failure={server().failureOf(entering.error)} />}
      {offer && <p className="quiet">{t(m.otherOrganisation)}</p>}
    </>
  )
}
