import { useEffect, useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState, FailureState } from '../../../ui/error-state.tsx'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { Bone, Skeleton } from '../../../ui/skeleton.tsx'
import { arbitrateMessages } from './arbitrate-messages.ts'
import { AcknowledgeDialog } from '../../../workspace/project/web/acknowledge-dialog.tsx'
import { keepAsDraft, openDeviceJournal } from './keep-changes.ts'
import { workbenchMessages as m } from './messages.ts'
import type { OwnWork } from './own-work.ts'
import { headOf, TopBar } from './top-bar.tsx'
import { useBack, useNext, type Next } from './use-next.ts'

/** The room before the task is there: its exact geometry. */
export const RoomSkeleton = (): ReactNode => (
  <div className="workbench waiting" data-surface="workbench" data-theme="dark">
    <Skeleton>
      <div className="room picture">
        <div className="top"><Bone width={22} height={22} /><Bone width={220} /></div>
        <div className="rail" /><div className="side left">{Array.from({ length: 8 }, (_, i) => <div key={i} className="bone-row"><Bone width={16} height={16} /><Bone width={`${40 + (i * 29) % 40}%`} /></div>)}</div>
        <div className="stage picture" />
        <div className="side right">{Array.from({ length: 6 }, (_, i) => <div key={i} className="bone-row"><Bone width={16} height={16} /><Bone width={`${50 + (i * 31) % 30}%`} /></div>)}</div>
        <div className="hints" />
      </div>
    </Skeleton>
  </div>
)

/** Something in the middle of an otherwise empty room. */
export const QuietFrame = ({ top, children }: { readonly top: ReactNode, readonly children: ReactNode }): ReactNode => (
  <div className="workbench" data-surface="workbench">
    <div className="room quiet-room">
      {top}
      <main className="centre">{children}</main>
    </div>
  </div>
)

/** A failure, or the end of the work. */
export const QuietRoom = ({ work, children }: { readonly work?: WorkView | undefined, readonly children: ReactNode }): ReactNode => {
  const back = useBack(work?.assignment.project ?? '')
  return <QuietFrame top={work ? <TopBar head={headOf(work)} session={null} onBack={back} /> : <div />}>{children}</QuietFrame>
}

const ToProject = ({ work }: { readonly work: WorkView }): ReactNode => {
  const t = useT()
  return <a className={buttonClass()} href={`/p/${work.assignment.project}`}>{t(m.toProject)}</a>
}

const finishedOf = { annotate: m.finishedAnnotate, review: m.finishedReview, arbitrate: arbitrateMessages.finished } as const

/** Nothing is left, and who can change that. */
export const Finished = ({ work }: { readonly work: WorkView }): ReactNode => {
  const t = useT()
  return <EmptyState what={t(m.finished)} next={t(finishedOf[work.assignment.step])} action={<ToProject work={work} />} />
}

export interface NextNoticeProps { readonly next: Next, readonly project: string, goOn(): void }

/** What became of claiming the next one, where the task itself stays in sight. Changed rules are read first, and then it goes on. */
export const NextNotice = ({ next, project, goOn }: NextNoticeProps): ReactNode => {
  const back = useBack(project)
  if (next.state === 'unread') return <AcknowledgeDialog project={project} onDone={goOn} onClose={back} />
  return next.state === 'failed' ? <FailureState failure={next.failure} /> : null
}

const closedMessage = (state: WorkView['assignment']['state']) => state === 'submitted' ? m.closedSubmitted : state === 'accepted' ? m.closedAccepted : m.closedEnded

/** An assignment that is over. What this computer still held of it is kept as a draft on the server. */
export const Closed = ({ work, account }: { readonly work: WorkView, readonly account: string }): ReactNode => {
  const t = useT(), { next, goOn } = useNext(work.assignment)
  const [kept, setKept] = useState(0), [failure, fail] = useState<Failure | null>(null)
  const { id, project, state, reason } = work.assignment
  useEffect(() => {
    const keep = async (): Promise<void> => {
      const journal = await openDeviceJournal(account)
      if (!journal.ok) return fail(journal.failure)
      const result = await keepAsDraft(journal.value, id)
      journal.value.close()
      if (result.ok) setKept(result.value); else fail(result.failure)
    }
    void keep()
  }, [account, id])
  if (next.state === 'none') return <Finished work={work} />
  return (
    <div className="stack loose">
      <EmptyState what={t(closedMessage(state))} next={[reason ? t(m.reasonWas, { reason }) : '', kept > 0 ? t(m.keptAsDraft, { n: kept }) : ''].filter(Boolean).join(' ') || undefined}
        action={<><Button variant="primary" busy={next.state === 'claiming'} onClick={goOn}>{t(m.claimNext)}</Button><ToProject work={work} /></>} />
      {failure && <FailureState failure={failure} />}
      <NextNotice next={next} project={project} goOn={goOn} />
    </div>
  )
}

/** The lease ended under the person's hands: everything unsent becomes a draft under their name. */
export const LeaseLost = ({ own, failure, onNext, busy }: { readonly own: OwnWork, readonly failure: Failure, onNext(): void, readonly busy: boolean }): ReactNode => {
  const t = useT(), text = useFailureText()
  const [kept, setKept] = useState<number | Failure | null>(null)
  useEffect(() => { void own.end().then(result => setKept(result.ok ? result.value : result.failure)) }, [own])
  if (typeof kept === 'object' && kept !== null) return <FailureState failure={kept} safe={t(m.keptHere, { n: own.saving.saver.unsent.length })} />
  return (
    <ErrorState happened={text(failure)} safe={kept === null ? '' : t(m.leaseLostSafe, { n: kept })} todo={t(m.leaseLostTodo)} code={failure.code}
      action={<Button size="s" busy={busy} onClick={onNext}>{t(m.claimNext)}</Button>} />
  )
}
