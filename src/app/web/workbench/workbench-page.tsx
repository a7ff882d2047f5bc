import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { Result } from '../../../kernel/result.ts'
import { resume } from '../../../chain/3-production/contract.ts'
import { openWork, type WorkView } from '../../../chain/4-annotation/contract.ts'
import { AcknowledgeDialog } from '../../../workspace/project/web/acknowledge-dialog.tsx'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { call } from '../api.ts'
import type { PageProps } from '../page.ts'
import { useSignInRequired } from '../session.ts'
import { AnnotateRoom } from './annotate-room.tsx'
import { ArbitrateRoom } from './arbitrate-room.tsx'
import { workbenchMessages as m } from './messages.ts'
import { openOwnWork, type OwnWork } from './own-work.ts'
import { ReviewRoom } from './review-room.tsx'
import { Closed, QuietRoom, RoomSkeleton } from './states.tsx'
import { unacknowledged, useBack } from './use-next.ts'
import { useAccount } from './use-account.ts'
import './workbench.css'

/** What opening came to; `unread` names the project whose guideline is read first. */
type Opening = Result<WorkView> | { readonly ok: 'unread', readonly project: string }

/** A task that came back is taken up by opening it. */
const openAssignment = async (assignment: string): Promise<Opening> => {
  const opened = await call(openWork, { params: { assignment } })
  if (!opened.ok || opened.value.assignment.state !== 'returned') return opened
  const resumed = await call(resume, { params: { assignment } })
  if (resumed.ok) return call(openWork, { params: { assignment } })
  return resumed.failure.code === unacknowledged ? { ok: 'unread', project: opened.value.assignment.project } : resumed
}

const ReadFirst = ({ project, onDone }: { readonly project: string, onDone(): void }): ReactNode =>
  <QuietRoom><AcknowledgeDialog project={project} onDone={onDone} onClose={useBack(project)} /></QuietRoom>

const Failed = ({ failure, work, onRetry }: { readonly failure: Failure, readonly work?: WorkView, onRetry(): void }): ReactNode => {
  const t = useT()
  return <QuietRoom work={work}><FailureState failure={failure} action={<Button size="s" onClick={onRetry}>{t(m.tryAgain)}</Button>} /></QuietRoom>
}

const OwnRoom = ({ work, account, onReopen }: { readonly work: WorkView, readonly account: string, onReopen(): void }): ReactNode => {
  const [own, setOwn] = useState<OwnWork | null>(null), [failure, fail] = useState<Failure | null>(null)
  useEffect(() => {
    let isGone = false, made: OwnWork | null = null
    void openOwnWork(work, account).then(result => {
      if (!result.ok) return fail(result.failure)
      made = result.value
      if (isGone) return void made.close()
      return setOwn(made)
    })
    return () => { isGone = true; void made?.close() }
  }, [work, account])
  if (failure) return <Failed failure={failure} work={work} onRetry={onReopen} />
  return own ? <AnnotateRoom own={own} onReopen={onReopen} /> : <RoomSkeleton />
}

/** Read once per opening, outside the query cache: from then on the editor owns the document. */
const Task = ({ assignment, account }: { readonly assignment: string, readonly account: string }): ReactNode => {
  const [opening, setOpening] = useState(0), [loaded, setLoaded] = useState<Opening | null>(null)
  const required = useSignInRequired()
  useEffect(() => {
    if (required) return
    let isGone = false
    void openAssignment(assignment).then(result => { if (!isGone) setLoaded(known => known?.ok === true ? known : result) })
    return () => { isGone = true }
  }, [assignment, opening, required])
  const reopen = useCallback(() => { setLoaded(null); setOpening(n => n + 1) }, [])
  const work = loaded?.ok === true ? loaded.value : null, title = work ? `${work.batch.display} · ${work.task.number}` : null
  useEffect(() => { if (title !== null) document.title = title }, [title])
  if (loaded?.ok === 'unread') return <ReadFirst project={loaded.project} onDone={reopen} />
  if (loaded && !loaded.ok) return <Failed failure={loaded.failure} onRetry={reopen} />
  if (!work) return <RoomSkeleton />
  if (work.assignment.state !== 'held') return <QuietRoom work={work}><Closed work={work} account={account} /></QuietRoom>
  if (work.assignment.step === 'arbitrate') return <ArbitrateRoom key={opening} work={work} account={account} onReopen={reopen} />
  return work.assignment.step === 'review'
    ? <ReviewRoom key={opening} work={work} account={account} onReopen={reopen} /> : <OwnRoom key={opening} work={work} account={account} onReopen={reopen} />
}

/** `/w/:assignment`: labelling, reviewing and arbitrating, in a room of its own. */
export const WorkbenchPage = ({ params }: PageProps): ReactNode => {
  const { account, failure } = useAccount(), assignment = params['assignment'] ?? ''
  if (account !== null) return <Task key={assignment} assignment={assignment} account={account} />
  return failure ? <QuietRoom><FailureState failure={failure} /></QuietRoom> : <RoomSkeleton />
}
