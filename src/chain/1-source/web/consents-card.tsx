import { useState, type ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { DatasetView } from '../contract.ts'
import { sourcePolicy } from '../policy.ts'
import { listConsents, listWithdrawals, readWithdrawal, type ConsentView, type WithdrawalView } from '../withdrawal/contract.ts'
import { AddConsentDialog, CoverDialog } from './consent-dialogs.tsx'
import { sourceMessages } from './messages.ts'
import { Releases, WithdrawDialog } from './withdraw-dialog.tsx'
import { withdrawalMessages as m } from './withdrawal-messages.ts'

type Open = { readonly what: 'add' } | { readonly what: 'assets' } | { readonly what: 'cover' | 'withdraw', readonly consent: ConsentView } | null
const pageSize = 50

const ConsentRow = ({ consent, withdraws, onOpen }: { readonly consent: ConsentView, readonly withdraws: boolean, onOpen(what: 'cover' | 'withdraw'): void }): ReactNode => {
  const t = useT(), isValid = consent.withdrawnAt === null
  return (
    <tr>
      <td className="strong">{consent.subject}</td><td>{consent.scope}</td><td>{consent.givenOn}</td><td className="number">{formatCount(consent.assets)}</td>
      <td><StatusPill shape={isValid ? 'tick' : 'cross'} tone={isValid ? 'ok' : 'neutral'}>{t(isValid ? m.valid : m.ended)}</StatusPill></td>
      <td>{isValid && <span className="row">
        <Button size="s" variant="quiet" aria-label={`${t(m.cover)} ${consent.subject}`} onClick={() => onOpen('cover')}>{t(m.cover)}</Button>
        {withdraws && consent.assets > 0 && <Button size="s" variant="quiet" aria-label={`${t(m.withdraw)} ${consent.subject}`} onClick={() => onOpen('withdraw')}>{t(m.withdraw)}</Button>}
      </span>}</td>
    </tr>
  )
}

const Consents = ({ project, withdraws, onOpen }: { readonly project: string, readonly withdraws: boolean, onOpen(open: Open): void }): ReactNode => {
  const t = useT()
  const pages = useInfiniteQuery({
    queryKey: [listConsents.id, project, 'pages'], initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listConsents, { params: { project }, query: { after: pageParam, limit: pageSize } }, { signal })),
    getNextPageParam: page => page.next,
  })
  if (pages.error) return <div className="body"><FailureState failure={server().failureOf(pages.error)} /></div>
  if (!pages.data) return <div className="body"><SkeletonRows rows={2} /></div>
  const consents = pages.data.pages.flatMap(page => page.consents)
  if (consents.length === 0) return <EmptyState what={t(m.noConsents)} next={t(m.noConsentsNext)} />
  return (
    <>
      <table className="table">
        <thead><tr><th>{t(m.subject)}</th><th>{t(m.scope)}</th><th>{t(m.givenOn)}</th><th className="number">{t(m.covered)}</th><th>{t(m.state)}</th><th>{t(m.acts)}</th></tr></thead>
        <tbody>{consents.map(consent => <ConsentRow key={consent.id} consent={consent} withdraws={withdraws} onOpen={what => onOpen({ what, consent })} />)}</tbody>
      </table>
      {pages.hasNextPage && <div className="body"><button type="button" className="ui-link" onClick={() => void pages.fetchNextPage()}>{t(sourceMessages.more, { n: formatCount(pageSize) })}</button></div>}
    </>
  )
}

const WithdrawalRow = ({ project, withdrawal }: { readonly project: string, readonly withdrawal: WithdrawalView }): ReactNode => {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const effects = useQuery({ ...serverQuery(readWithdrawal, { params: { withdrawal: withdrawal.id } }), enabled: isOpen })
  return (
    <>
      <tr>
        <td>{formatTime(new Date(withdrawal.createdAt))}</td><td>{withdrawal.reason}</td><td className="number">{formatCount(withdrawal.assets)}</td>
        <td><button type="button" className="ui-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(m.show)}</button></td>
      </tr>
      {isOpen && <tr><td colSpan={4}>{effects.error ? <FailureState failure={server().failureOf(effects.error)} /> : effects.data ? <Releases project={project} releases={effects.data.releases} /> : <SkeletonRows rows={1} />}</td></tr>}
    </>
  )
}

const Withdrawals = ({ project }: { readonly project: string }): ReactNode => {
  const t = useT(), found = useQuery(serverQuery(listWithdrawals, { params: { project } }))
  if (found.error) return <div className="body"><FailureState failure={server().failureOf(found.error)} /></div>
  if (!found.data || found.data.withdrawals.length === 0) return null
  return (
    <>
      <h3 className="body">{t(m.withdrawals)}</h3>
      <table className="table">
        <thead><tr><th>{t(m.at)}</th><th>{t(m.reason)}</th><th className="number">{t(m.covered)}</th><th><span className="visually-hidden">{t(m.acts)}</span></th></tr></thead>
        <tbody>{found.data.withdrawals.map(w => <WithdrawalRow key={w.id} project={project} withdrawal={w} />)}</tbody>
      </table>
    </>
  )
}

/** Who agreed to what, and what has been taken out again. Drawn for whoever manages consents. */
export const ConsentsCard = ({ project, datasets, roles }: { readonly project: string, readonly datasets: readonly DatasetView[], readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), [open, setOpen] = useState<Open>(null), close = (): void => setOpen(null)
  const withdraws = isAllowed(sourcePolicy['asset.withdraw'], roles)
  if (!isAllowed(sourcePolicy['consent.manage'], roles)) return null
  return (
    <section className="card" aria-labelledby="consents">
      <header>
        <h2 id="consents">{t(m.title)}</h2><span className="grow" />
        {withdraws && datasets.length > 0 && <Button size="s" onClick={() => setOpen({ what: 'assets' })}>{t(m.withdrawAssets)}</Button>}
        <Button size="s" icon="plus" onClick={() => setOpen({ what: 'add' })}>{t(m.addConsent)}</Button>
      </header>
      <Consents project={project} withdraws={withdraws} onOpen={setOpen} />
      <Withdrawals project={project} />
      {open?.what === 'add' && <AddConsentDialog project={project} onClose={close} />}
      {open?.what === 'cover' && <CoverDialog consent={open.consent} datasets={datasets} onClose={close} />}
      {open?.what === 'assets' && <WithdrawDialog project={project} datasets={datasets} consent={null} onClose={close} />}
      {open?.what === 'withdraw' && <WithdrawDialog project={project} datasets={datasets} consent={open.consent} onClose={close} />}
    </section>
  )
}
