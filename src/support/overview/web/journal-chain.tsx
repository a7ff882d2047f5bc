import { useId, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listProblems, type ProblemView } from '../../../workspace/runs/contract.ts'
import { readChain, readCheckpoint, verifyJournal, type ChainView } from '../audit/contract.ts'
import { journalMessages as m } from './journal-messages.ts'

const inProject = (project: string): { readonly project?: string } => (project ? { project } : {})
type Verification = NonNullable<ChainView['verification']>
const isUnderWay = ({ state }: Verification): boolean => state === 'running' || state === 'paused' || state === 'cancelling'

/** How far the journal is sealed; asked again while a verification is under way, and now and then. */
export const useChain = (project: string) => useQuery({
  ...serverQuery(readChain, { query: inProject(project) }), refetchInterval: query => (query.state.data?.verification && isUnderWay(query.state.data.verification) ? 1000 : 10_000),
})

const VerificationPill = ({ verification }: { readonly verification: Verification | null }): ReactNode => {
  const t = useT()
  if (!verification) return <StatusPill shape="ring">{t(m.neverVerified)}</StatusPill>
  if (isUnderWay(verification)) return <StatusPill shape="half" tone="accent">{t(m.verifying, { share: formatShare(verification.share, 0) })}</StatusPill>
  if (!verification.result) return <StatusPill shape="triangle" tone="warn">{t(m.notEnded)}</StatusPill>
  const { findings, entries } = verification.result
  return (
    <span className="row wrap">
      {findings > 0 ? <StatusPill shape="cross" tone="bad">{t(m.broken, { n: findings })}</StatusPill> : <StatusPill shape="tick" tone="ok">{t(m.intact)}</StatusPill>}
      <span className="secondary">{t(m.intactAt, { at: formatTime(new Date(verification.at)), entries })}</span>
    </span>
  )
}

const failureOf = ({ code, parameters }: ProblemView): Failure => ({ code, status: 409, parameters: parameters as Failure['parameters'] })
const most = 20
const Findings = ({ run }: { readonly run: string }): ReactNode => {
  const text = useFailureText(), { data, error } = useQuery(serverQuery(listProblems, { params: { run }, query: { limit: most } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  return <ul className="stack">{data?.problems.map(p => <li key={p.id} className="row"><StatusPill shape="cross" tone="bad">{text(failureOf(p))}</StatusPill><code className="meta quiet">{p.code}</code></li>)}</ul>
}

/** Up to where the journal is sealed, whether that was verified, and what to keep outside. */
export const ChainCard = ({ project, mayVerify }: { readonly project: string, readonly mayVerify: boolean }): ReactNode => {
  const t = useT(), id = useId(), chain = useChain(project), verify = useServerCommand(verifyJournal, [readChain])
  if (chain.error) return <FailureState failure={server().failureOf(chain.error)} />
  const view = chain.data, verification = view?.verification ?? null
  return (
    <section className="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t(m.sealedTitle)}</h2>
        <span className="grow" />
        {view?.head && <a className={buttonClass({ size: 's', variant: 'quiet' })} href={server().mediaUrlOf(readCheckpoint, { query: inProject(project) })} download={`checkpoint-${view.head.number}.json`} title={t(m.checkpointHint)}>{t(m.checkpoint)}</a>}
        {mayVerify && <Button size="s" busy={verify.isPending || (verification !== null && isUnderWay(verification))} onClick={() => verify.mutate({ body: {} })}>{t(m.verify)}</Button>}
      </header>
      <div className="body stack">
        {verify.error && <FailureState failure={server().failureOf(verify.error)} />}
        {!view ? <SkeletonRows rows={2} /> : <>
          <div className="row wrap" role="status">
            <VerificationPill verification={verification} />
            <span className="grow" />
            <span className="secondary">{view.head ? t(m.sealedTo, { through: formatCount(view.head.through), at: formatTime(new Date(view.head.at)), number: formatCount(view.head.number) }) : t(m.notSealed)}</span>
            {view.waiting > 0 && <span className="quiet">{t(m.waitingFor, { n: view.waiting })}</span>}
          </div>
          {verification?.result?.first && <p className="strong" role="alert">{t(m.firstBroken, { seal: formatCount(verification.result.first.seal), entry: verification.result.first.entry === null ? 'none' : formatCount(verification.result.first.entry) })}</p>}
          {verification?.result?.head && <div className="meta quiet">{t(m.verifiedHead, { number: formatCount(verification.result.head.number) })} <span className="mono">{verification.result.head.hash}</span></div>}
          {verification?.result && verification.result.findings > 0 && <Findings run={verification.run} />}
          <div className="meta quiet">{t(m.fingerprint)} <span className="mono">{view.fingerprint}</span></div>
        </>}
      </div>
    </section>
  )
}
