import { useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { questionMessages as q } from '../../../chain/3-production/web/question-messages.ts'
import { resume } from '../../../chain/3-production/contract.ts'
import type { Missing } from '../../../chain/4-annotation/model.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { call } from '../api.ts'
import { useSignInRequired } from '../session.ts'
import { missingOf } from './checks.ts'
import { ChecksPanel } from './checks-panel.tsx'
import { workbenchMessages as m } from './messages.ts'
import type { OwnWork } from './own-work.ts'
import { useActive } from './places.ts'
import { reveal, useUnsaved } from './use-places.ts'
import { RoomFrame, useNamedShapes } from './room-frame.tsx'
import { Saving } from './saving-line.tsx'
import { SentBack, useLastReturn } from './sent-back.tsx'
import { usePins } from './use-defect-asking.ts'
import type { Surface } from './mount-surface.ts'
import { ForwardedNote } from './forwarded-note.tsx'
import { Finished, LeaseLost, NextNotice, QuietRoom } from './states.tsx'
import { headOf, Primary, TopBar } from './top-bar.tsx'
import { useBack, useNext } from './use-next.ts'
import { useTakeBack } from './use-take-back.ts'
import { useSkip } from './use-skip.tsx'
import { useActivity } from './use-activity.ts'
import { useAsk } from './use-ask.tsx'
import { useSaver, type SaverView } from './use-session.ts'

/** The lease is renewed at a third of its length, but only for somebody who is there. */
const useLease = ({ opened: { work } }: OwnWork): void => {
  const { id, leaseUntil } = work.assignment
  useEffect(() => {
    if (leaseUntil === null) return
    let isPresent = false
    const seen = (): void => { isPresent = true }
    const length = Date.parse(leaseUntil) - Date.parse(work.serverTime)
    const timer = setInterval(() => {
      // A refusal needs no word here: the next change hears it and keeps itself as a draft.
      if (isPresent) void call(resume, { params: { assignment: id } })
      isPresent = false
    }, Math.max(20_000, length / 3))
    for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, seen)
    return () => { clearInterval(timer); for (const event of ['pointerdown', 'keydown']) document.removeEventListener(event, seen) }
  }, [id, leaseUntil, work.serverTime])
}

/** Changes wait while nobody is signed in; they go on as soon as the same person is. */
const useSignedInAgain = (own: OwnWork): void => {
  const isRequired = useSignInRequired(), was = useRef(false)
  useEffect(() => {
    if (was.current && !isRequired) own.saving.saver.signedIn()
    was.current = isRequired
  }, [isRequired, own])
}

/** Why the primary action cannot be taken now, in place of its label. */
const useBlocked = ({ status, submission, aside }: SaverView, missing: number, isWritable: boolean): string | undefined => {
  const t = useT()
  if (status.state === 'kept') return t(m.leaseLost)
  if (!isWritable) return t(m.readOnlyHere)
  if (status.state === 'storage-full') return t(m.storageFull)
  if (missing > 0) return t(m.stillMissing, { n: missing })
  if (aside.length > 0) return t(m.decideFirst, { n: aside.length })
  if (submission.state === 'queued') return t(status.state === 'offline' ? m.submitWaits : m.submitting)
  return undefined
}

export interface AnnotateRoomProps {
  readonly own: OwnWork
  /** Opens the task anew, with what the other tab left. */
  onReopen(): void
}

export const AnnotateRoom = ({ own, onReopen }: AnnotateRoomProps): ReactNode => {
  const t = useT(), { saving, opened: { work }, document: found } = own, sitting = useActive(own.sitting), { session, places } = sitting, { saver } = saving
  const surfaceRef = useRef<Surface | null>(null), nextGap = useRef(0)
  const isWritable = useSyncExternalStore(own.onWritable, () => saving.lock.isHeld), seen = useSaver(saver)
  const { next, goOn } = useNext(work.assignment), back = useBack(work.assignment.project)
  const { records, shapes } = useNamedShapes(sitting), missing = missingOf(records, places.schema), unsaved = useUnsaved(places, seen.status)
  const skip = useSkip(work.assignment.id, () => saver.flush(), goOn), blocked = useBlocked(seen, missing.length, isWritable)
  const { last } = useLastReturn(work), pins = usePins(last?.defects ?? [], sitting)
  const ask = useAsk(work, session, own.settle, goOn)
  useLease(own)
  useActivity(work.assignment.id)
  useSignedInAgain(own)
  // Another tab may have changed the document while it had it: whoever gets the lock later begins from what is there now.
  useEffect(() => own.onWritable(() => { if (saving.lock.isHeld) onReopen() }), [own, saving, onReopen])
  const isSubmitted = seen.submission.state === 'submitted', offerTakeBack = useTakeBack(work, onReopen)
  useEffect(() => { if (isSubmitted) { offerTakeBack(); goOn() } }, [isSubmitted, offerTakeBack, goOn])

  const go = useCallback((shape: string) => reveal(places, shape, surfaceRef), [places])
  const goTo = (gap: Missing): void => {
    if (gap.shape !== null) return reveal(places, gap.shape, surfaceRef, true)
    document.querySelector<HTMLElement>(`[data-question="${gap.field}"] input, [data-question="${gap.field}"] textarea`)?.focus()
  }
  const goToNextGap = (): void => { const gap = missing[nextGap.current++ % Math.max(1, missing.length)]; if (gap) goTo(gap) }
  const submit = (): void => { session.blur(); if (blocked === undefined) saver.submit(); else goToNextGap() }
  const command = (name: string): boolean => {
    switch (name) {
      case 'task.submit': submit(); return true
      case 'task.skip': skip.open(); return true
      case 'save.now': saver.flush(); return true
      case 'problem.next': goToNextGap(); return true
      default: return false
    }
  }
  if (next.state === 'none') return <QuietRoom work={work}><Finished work={work} /></QuietRoom>
  const takeOver = (): void => { void saving.lock.takeOver() }
  const notices = <>
    {seen.status.state === 'kept' && <LeaseLost own={own} failure={seen.status.failure} onNext={goOn} busy={next.state === 'claiming'} />}
    {!isWritable && <Note tone="warn"><div className="row"><span className="grow">{t(m.otherTab)}</span><Button size="s" onClick={takeOver}>{t(m.editHere)}</Button></div></Note>}
    {seen.submission.state === 'refused' && <FailureState failure={seen.submission.failure} />}
    <ForwardedNote work={work} forwarded={work.annotations[0]?.forwarded ?? []} shapes={shapes} onGo={go} />
    <SentBack work={work} shapes={shapes} onGo={go} />
    <NextNotice next={next} project={work.assignment.project} goOn={goOn} />
  </>
  return (
    <RoomFrame project={work.assignment.project} work={work} sitting={sitting} mode="annotate" surfaceRef={surfaceRef} command={command} pins={pins} unsaved={unsaved} notices={notices} dialogs={<>{skip.dialog}{ask.dialog}</>}
      top={<TopBar head={headOf(work)} session={session} onBack={back} saving={<Saving status={seen.status} saver={saver} />}>
        <Button size="s" onClick={ask.open}>{t(q.parkMore)}</Button>
        <Button size="s" onClick={skip.open}>{t(m.skip)}</Button>
        <Primary label={t(m.submitNext)} blocked={blocked} busy={next.state === 'claiming' || seen.submission.state === 'submitted'} onPress={submit} />
      </TopBar>}
      after={<>
        <ChecksPanel schema={places.schema} shapes={shapes} missing={missing} aside={seen.aside} saver={saver} onGo={goTo} />
        {found.restored > 0 && <p className="quiet meta pad">{t(m.restored, { n: found.restored, at: found.restoredFrom ? formatTime(new Date(found.restoredFrom)) : '' })}</p>}
      </>} />
  )
}
