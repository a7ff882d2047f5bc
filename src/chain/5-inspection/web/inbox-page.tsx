import { useMemo, useState, type ReactNode } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { isAllowed } from '../../../workspace/access/model.ts'
import { listProjects, type ProjectView } from '../../../workspace/project/contract.ts'
import { projectFailures } from '../../../workspace/project/errors.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { ownAnswered } from '../../3-production/questions/contract.ts'
import { AnsweredQuestions } from './answered-questions.tsx'
import { claim, listOwn, readQueue, resume, type AssignmentView, type OwnAssignmentView } from '../../3-production/contract.ts'
import { steps } from '../../3-production/model.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { listReviews } from '../contract.ts'
import { ChargedLots } from './charged-lots.tsx'
import { Charges } from './charges.tsx'
import { defectMessages, workMessages } from './messages.ts'

const unacknowledged = projectFailures.guidelineUnacknowledged().code

type Step = AssignmentView['step']
const claims = { annotate: productionPolicy['task.claim'], review: productionPolicy['review.claim'], arbitrate: productionPolicy['arbitration.claim'] } as const
const mayClaim = (project: ProjectView, step: Step): boolean => isAllowed(claims[step], project.roles)
const claimWords = { annotate: workMessages.claimAnnotate, review: workMessages.claimReview, arbitrate: workMessages.claimArbitrate } as const

const isDefectCode = (code: string): code is keyof typeof defectMessages => code in defectMessages

/** What the reviewer found, of the last verdict that sent it back. */
const Defects = ({ assignment, reason }: { readonly assignment: string, readonly reason: string | null }): ReactNode => {
  const t = useT()
  const { data, error } = useQuery(serverQuery(listReviews, { params: { assignment } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  const last = data?.reviews.findLast(r => r.verdict === 'return')
  if (!data) return <SkeletonRows rows={1} />
  return (
    <div className="row wrap">
      {last?.defects.map((d, i) => <StatusPill key={i} shape="cross" tone="bad">{[isDefectCode(d.code) ? t(defectMessages[d.code]) : d.code, d.note].filter(Boolean).join(' · ')}</StatusPill>)}
      {reason && <span className="secondary">{reason}</span>}
      {(last?.defects.length ?? 0) === 0 && !last?.comment && !reason && <span className="quiet">{t(workMessages.noDefects)}</span>}
      {last?.comment && <span className="secondary">{last.comment}</span>}
    </div>
  )
}

const OwnWork = ({ title, work, act }: { readonly title: string, readonly work: readonly OwnAssignmentView[], act(a: OwnAssignmentView): ReactNode }): ReactNode => {
  const t = useT()
  if (work.length === 0) return null
  return (
    <section className="card">
      <header><h2>{title}</h2><span className="quiet">{formatCount(work.length)}</span></header>
      <table className="table"><tbody>
        {work.map(a => (
          <tr key={a.id}>
            <td><Tag>{t(workMessages[a.step])}</Tag></td>
            <td className="mono">{`${a.batchDisplay} / ${a.taskNumber}`}</td>
            <td>{a.state === 'returned' ? <Defects assignment={a.id} reason={a.reason} /> : a.leaseUntil && <span className="secondary">{t(workMessages.until, { at: formatTime(new Date(a.leaseUntil)) })}</span>}</td>
            <td className="quiet">{t(workMessages.round, { n: a.round })}</td>
            <td className="number">{act(a)}</td>
          </tr>
        ))}
      </tbody></table>
    </section>
  )
}

interface Offer { readonly project: string, readonly projectName: string, readonly batch: string, readonly display: string, readonly name: string, readonly counts: Readonly<Record<Step, number>> }

const Offers = ({ offers, onClaim }: { readonly offers: readonly Offer[], onClaim(offer: Offer, step: Step): void }): ReactNode => {
  const t = useT()
  return (
    <section className="card">
      <header><h2>{t(workMessages.claimable)}</h2></header>
      <table className="table"><tbody>
        {offers.map(o => (
          <tr key={o.batch}>
            <td className="strong">{o.display}</td><td>{o.name}</td><td className="secondary">{o.projectName}</td>
            {steps.map(step => (
              <td key={step} className="number">
                {o.counts[step] > 0 && <Button size="s" onClick={() => onClaim(o, step)}>{`${t(claimWords[step])} · ${formatCount(o.counts[step])}`}</Button>}
              </td>
            ))}
          </tr>
        ))}
      </tbody></table>
    </section>
  )
}

/** What can be claimed in every project where the person works. */
const useOffers = (projects: readonly ProjectView[]) => {
  const mine = projects.filter(p => steps.some(step => mayClaim(p, step)))
  return useQueries({
    queries: mine.map(p => serverQuery(readQueue, { params: { project: p.id } })),
    combine: found => ({
      works: mine.length > 0, isPending: found.some(q => q.isPending), error: found.find(q => q.error)?.error ?? null,
      offers: found.flatMap((q, i) => (q.data?.batches ?? []).map((b): Offer => {
        const project = mine[i]!, count = (step: Step): number => (mayClaim(project, step) ? b[step] : 0)
        return { batch: b.batch, display: b.display, name: b.name, project: project.id, projectName: project.name, counts: { annotate: count('annotate'), review: count('review'), arbitrate: count('arbitrate') } }
      })).filter(o => steps.some(step => o.counts[step] > 0)),
    }),
  })
}

/** What stands before the work until its rules are read: whoever wires the page draws it, and calls `onDone` when they were. */
export interface Reading { readonly project: string, onDone(): void, onClose(): void }
export interface InboxProps { reading(reading: Reading): ReactNode }

/** Takes up work; where its guideline is unread, the reading comes first and then the same again. */
const useTaking = (enter: (a: AssignmentView) => void) => {
  const claiming = useServerCommand(claim, [listOwn, readQueue]), resuming = useServerCommand(resume, [listOwn])
  const [unread, read] = useState<Pick<Reading, 'project' | 'onDone'> | null>(null)
  const unlessUnread = (project: string, again: () => void) => (error: Error): void => {
    if (server().failureOf(error).code === unacknowledged) read({ project, onDone: () => { read(null); again() } })
  }
  const take = (o: Offer, step: Step): void => claiming.mutate({ body: { project: o.project, batch: o.batch, step } }, { onSuccess: enter, onError: unlessUnread(o.project, () => take(o, step)) })
  const takeUp = (a: AssignmentView): void => resuming.mutate({ params: { assignment: a.id } }, { onSuccess: enter, onError: unlessUnread(a.project, () => takeUp(a)) })
  const error = claiming.error ?? resuming.error, failure = error ? server().failureOf(error) : null
  return { take, takeUp, unread, stopReading: () => read(null), isBusy: claiming.isPending || resuming.isPending, failure: failure?.code === unacknowledged ? null : failure }
}

/** `/me`: returned first, then what is in hand, then what can be claimed. */
export const InboxPage = ({ reading }: InboxProps): ReactNode => {
  const t = useT()
  const router = useRouter()
  useCrumbs(useMemo(() => [{ label: t(workMessages.myWork) }], [t]))
  const projects = useQuery(serverQuery(listProjects, {}))
  const { works, offers, isPending, error: queueError } = useOffers(projects.data?.projects ?? [])
  const own = useQuery({ ...serverQuery(listOwn, { query: {} }), enabled: works })
  const answered = useQuery({ ...serverQuery(ownAnswered, {}), enabled: works })
  const enter = (a: AssignmentView): void => router.history.push(`/w/${a.id}`)
  const { take, takeUp, unread, stopReading, isBusy, failure } = useTaking(enter)
  const returned = own.data?.assignments.filter(a => a.state === 'returned') ?? [], held = own.data?.assignments.filter(a => a.state === 'held') ?? []
  const first = offers.find(o => o.counts.annotate > 0) ?? offers[0], firstStep = first && steps.find(step => first.counts[step] > 0)
  const next = (): void => {
    if (returned[0]) takeUp(returned[0])
    else if (held[0]) enter(held[0])
    else if (first && firstStep) take(first, firstStep)
  }
  const readError = projects.error ?? queueError ?? own.error
  const loading = projects.isPending || isPending || (works && own.isPending), something = returned.length + held.length + offers.length > 0
  return (
    <>
      <PageHead title={t(workMessages.myWork)} actions={something && <Button variant="primary" icon="play" busy={isBusy} onClick={next}>{t(workMessages.next)}</Button>} />
      {failure && <FailureState failure={failure} />}
      {unread && reading({ ...unread, onClose: stopReading })}
      {readError ? <FailureState failure={server().failureOf(readError)} /> : loading ? <SkeletonRows rows={6} /> : <>
        <OwnWork title={t(workMessages.returned)} work={returned} act={a => <Button size="s" onClick={() => takeUp(a)}>{t(workMessages.revise)}</Button>} />
        <OwnWork title={t(workMessages.held)} work={held} act={a => <a className={buttonClass({ size: 's' })} href={`/w/${a.id}`}>{t(workMessages.goOn)}</a>} />
        <AnsweredQuestions questions={answered.data?.questions ?? []} />
        {offers.length > 0 && <Offers offers={offers} onClaim={take} />}
        {works && <Charges />}
        {works && <ChargedLots />}
        {!something && <EmptyState what={t(works ? workMessages.nothing : workMessages.noRole)} next={t(works ? workMessages.nothingNext : workMessages.noRoleNext)} />}
      </>}
    </>
  )
}
