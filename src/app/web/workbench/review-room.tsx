import { useMemo, useRef, useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { questionMessages as q } from '../../../chain/3-production/web/question-messages.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { judgeReview, type DefectInput } from '../../../chain/5-inspection/contract.ts'
import type { ReviewVerdict } from '../../../chain/5-inspection/model.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { useRemembered } from '../../../ui/remembered.ts'
import { SavingLine, StatusPill } from '../../../ui/status-pill.tsx'
import { call } from '../api.ts'
import { DefectDialog } from './defect-dialog.tsx'
import { reviewMessages as r, workbenchMessages as m } from './messages.ts'
import type { Judged, ReviewDesk } from './review-desk.ts'
import { useReviewDesk } from './use-review-desk.ts'
import { difference, verdictOf } from './review-work.ts'
import { changedSlots, useActive } from './places.ts'
import { reveal } from './use-places.ts'
import { RoomFrame, useNamedShapes } from './room-frame.tsx'
import { defectName } from './sent-back.tsx'
import type { Surface } from './mount-surface.ts'
import { Finished, NextNotice, QuietRoom, RoomSkeleton } from './states.tsx'
import { headOf, Primary, TopBar } from './top-bar.tsx'
import { useDefectAsking, usePins } from './use-defect-asking.ts'
import { useBack, useNext } from './use-next.ts'
import { useSkip } from './use-skip.tsx'
import { useActivity } from './use-activity.ts'
import { useAsk } from './use-ask.tsx'
import { VerdictPanel } from './verdict-panel.tsx'

interface DeskProps { readonly work: WorkView, readonly desk: ReviewDesk, readonly journalFailure: Failure | null }
/** What the reviewer said of one annotation so far. */
interface Remarks { readonly defects: readonly DefectInput[], readonly comment: string }
const noRemarks: Remarks = { defects: [], comment: '' }
/** A review has nothing of its own on the way: fixes wait for the verdict. */
const nothing = (): void => undefined
const settled = (): Promise<void> => Promise.resolve()
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

interface BenchProps extends DeskProps { readonly judged: Judged, readonly remarks: Remarks, onRemark(remarks: Remarks): void, onShow(annotation: string): void }

/** The verdict on its way: sends it, forgets the local fixes, goes on. */
const useVerdict = (work: WorkView, judged: Judged, goOn: () => void) => {
  const [isBusy, setBusy] = useState(false), [failure, fail] = useState<Failure | null>(null)
  const send = async (verdict: ReviewVerdict, defects: readonly DefectInput[], comment: string): Promise<void> => {
    const { annotation, sitting, edits } = judged
    setBusy(true)
    const reply = await call(judgeReview, {
      params: { assignment: work.assignment.id },
      body: {
        annotation: annotation.id, revision: annotation.revision, verdict, defects: [...defects],
        ...(comment.trim() !== '' && { comment: comment.trim() }), ...(verdict === 'fix' && { operations: difference(annotation.shapes, [...sitting.places.store.all()]) }),
      },
    })
    setBusy(false)
    if (!reply.ok) return fail(reply.failure)
    await edits.forget()
    goOn()
  }
  return { isBusy, failure, send }
}

const Bench = ({ work, desk, judged, journalFailure, remarks, onRemark, onShow }: BenchProps): ReactNode => {
  const t = useT(), { annotation } = judged, sitting = useActive(judged.sitting), { session } = sitting, surfaceRef = useRef<Surface | null>(null)
  const [compares, compare] = useRemembered('feedstock.compare', true, isBoolean)
  const second = useMemo(() => compares ? desk.judged.filter(one => one !== judged).flatMap(one => [...one.sitting.places.store.all()]) : [], [desk, judged, compares])
  const { defects, comment } = remarks, setDefects = (next: readonly DefectInput[]): void => onRemark({ ...remarks, defects: next })
  const { next, goOn } = useNext(work.assignment), back = useBack(work.assignment.project)
  const { records, shapes } = useNamedShapes(sitting), asking = useDefectAsking(sitting, shapes), { ask, nameOf } = asking, pins = usePins(defects, sitting)
  const operations = difference(annotation.shapes, records), fixes = operations.length, unsaved = changedSlots(annotation.shapes, operations), verdict = verdictOf(fixes, defects)
  const { isBusy, failure, send } = useVerdict(work, judged, goOn), skip = useSkip(work.assignment.id, nothing, goOn)
  const parking = useAsk(work, session, settled, goOn)
  useActivity(work.assignment.id)
  const judge = (chosen: ReviewVerdict): void => { session.blur(); if (!isBusy && next.state !== 'claiming') void send(chosen, defects, comment) }
  const command = (name: string): boolean => {
    switch (name) {
      case 'task.submit': judge(verdict); return true
      case 'review.accept': if (verdict === 'accept') judge('accept'); return true
      case 'review.defect': ask(); return true
      case 'pin.set': asking.startPin(); return true
      case 'task.skip': skip.open(); return true
      case 'save.now': return true
      default: return false
    }
  }
  const label = verdict === 'fix' ? t(r.fixNext, { n: fixes }) : verdict === 'return' ? t(r.returnNext, { n: defects.length }) : t(r.acceptNext)
  if (next.state === 'none') return <QuietRoom work={work}><Finished work={work} /></QuietRoom>
  return (
    <RoomFrame project={work.assignment.project} work={work} sitting={sitting} mode="review" surfaceRef={surfaceRef} second={second} unsaved={unsaved} command={command} pins={pins} arming={asking.arming}
      dialogs={<>
        {skip.dialog}
        {parking.dialog}
        <DefectDialog subject={asking.subject} modalities={work.assets.map(asset => asset.modality)} onClose={asking.close} onNote={defect => { setDefects([...defects, defect]); asking.close() }} />
      </>}
      notices={<>{failure && <FailureState failure={failure} />}{journalFailure && <FailureState failure={journalFailure} />}<NextNotice next={next} project={work.assignment.project} goOn={goOn} /></>}
      badge={shape => {
        const defect = defects.find(one => one.shape === shape.record.id), name = defect && defectName(defect.code)
        return defect && <StatusPill shape="cross" tone="bad">{name ? t(name) : defect.code}</StatusPill>
      }}
      top={<TopBar head={headOf(work)} session={session} onBack={back} saving={<SavingLine state={fixes > 0 ? 'local' : 'saved'}>{fixes > 0 ? t(r.fixes, { n: fixes }) : t(r.frozen, { revision: annotation.revision })}</SavingLine>}>
        <Button size="s" onClick={parking.open}>{t(q.parkMore)}</Button>
        <Button size="s" onClick={skip.open}>{t(m.skip)}</Button>
        {verdict === 'accept' && <Button size="s" onClick={asking.askWhole}>{t(r.sendBack)}</Button>}
        {verdict === 'fix' && defects.length > 0 && <Button size="s" onClick={() => judge('return')}>{t(r.returnInstead)}</Button>}
        {work.arbitrable && verdict !== 'fix' && <Button size="s" blocked={comment.trim() === '' ? t(r.disputeNeeds) : undefined} onClick={() => judge('dispute')}>{t(r.disputeInstead)}</Button>}
        <Primary label={label} busy={isBusy || next.state === 'claiming'} onPress={() => judge(verdict)} />
      </TopBar>}
      before={<VerdictPanel desk={desk} judged={judged} defects={defects} comment={comment} compares={compares} onCompare={compare} nameOf={nameOf} onShow={onShow} onAsk={ask} onPin={asking.startPin} onComment={next => onRemark({ ...remarks, comment: next })}
        onRemove={defect => setDefects(defects.filter(one => one !== defect))} onSelect={id => reveal(sitting.places, id, surfaceRef)} />} />
  )
}

export interface ReviewRoomProps { readonly work: WorkView, readonly account: string, onReopen(): void }

export const ReviewRoom = ({ work, account, onReopen }: ReviewRoomProps): ReactNode => {
  const t = useT()
  const { desk, failure, journalFailure } = useReviewDesk(work, account)
  const [shown, show] = useState(''), [remarks, setRemarks] = useState<Readonly<Record<string, Remarks>>>({})
  if (failure) return <QuietRoom work={work}><FailureState failure={failure} todo={work.annotations.length === 0 ? t(r.nothingSubmitted) : undefined} action={<Button size="s" onClick={onReopen}>{t(m.tryAgain)}</Button>} /></QuietRoom>
  if (!desk) return <RoomSkeleton />
  const judged = desk.judged.find(one => one.annotation.id === shown) ?? desk.judged[0]
  return <Bench key={judged.annotation.id} work={work} desk={desk} judged={judged} journalFailure={journalFailure} onShow={show}
    remarks={remarks[judged.annotation.id] ?? noRemarks} onRemark={next => setRemarks(all => ({ ...all, [judged.annotation.id]: next }))} />
}
