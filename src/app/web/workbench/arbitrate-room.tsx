import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { findingsOf, type Finding } from '../../../chain/5-inspection/model.ts'
import { listReviews, makeRuling } from '../../../chain/5-inspection/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useRemembered } from '../../../ui/remembered.ts'
import { serverQuery } from '../../../ui/server.ts'
import { SavingLine } from '../../../ui/status-pill.tsx'
import { call } from '../api.ts'
import { plugins } from '../plugins.ts'
import { arbitrateMessages as a } from './arbitrate-messages.ts'
import { DifferenceList } from './difference-list.tsx'
import { reviewMessages as r, workbenchMessages as m } from './messages.ts'
import { lookOf } from './reader-looks.ts'
import type { ReviewDesk } from './review-desk.ts'
import { useReviewDesk } from './use-review-desk.ts'
import { difference } from './review-work.ts'
import { changedSlots, useActive } from './places.ts'
import { RoomFrame, useNamedShapes } from './room-frame.tsx'
import { CaseNote, ReadersPanel, RulingPanel } from './ruling-panel.tsx'
import { bodyOf, bornBy, dropOperations, emptyDraft, readerOf, takeOperations, walked, type Draft } from './ruling-work.ts'
import { useBeside } from './use-beside.tsx'
import type { Surface } from './mount-surface.ts'
import { Finished, NextNotice, QuietRoom, RoomSkeleton } from './states.tsx'
import { headOf, Primary, TopBar } from './top-bar.tsx'
import { useBack, useNext } from './use-next.ts'
import { useSkip } from './use-skip.tsx'

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const comparisons = ['overlay', 'panes'] as const
type Comparing = (typeof comparisons)[number]
const isComparing = (value: unknown): value is Comparing => comparisons.some(one => one === value)
/** Corrections wait for the ruling: nothing is on its way when the task is given up. */
const nothing = (): void => undefined

interface BenchProps {
  readonly work: WorkView
  readonly desk: ReviewDesk
  readonly findings: readonly Finding[]
  /** Place of the reader in sight, and of the difference that is looked at. */
  readonly shown: number
  readonly at: number | null
  readonly draft: Draft
  readonly journalFailure: Failure | null
  onShow(shown: number): void
  onGo(at: number | null): void
  onDraft(part: Partial<Draft>): void
}

/** The ruling on its way: sends it, forgets the local corrections, goes on. */
const useRuling = ({ work, desk }: Pick<BenchProps, 'work' | 'desk'>, goOn: () => void) => {
  const [isBusy, setBusy] = useState(false), [failure, fail] = useState<Failure | null>(null)
  const send = async (body: NonNullable<ReturnType<typeof bodyOf>>): Promise<void> => {
    setBusy(true)
    const reply = await call(makeRuling, { params: { assignment: work.assignment.id }, body })
    setBusy(false)
    if (!reply.ok) return fail(reply.failure)
    await Promise.all(desk.judged.map(one => one.edits.forget()))
    goOn()
  }
  return { isBusy, failure, send }
}

const labelsOf = { redo: a.redoNext, discard: a.discardNext } as const

const Bench = (props: BenchProps): ReactNode => {
  const { work, desk, findings, shown, at, draft, journalFailure, onShow, onGo, onDraft } = props, t = useT()
  const { sitting: first, annotation, letter } = desk.judged[shown] ?? desk.judged[0], sitting = useActive(first), { session, places } = sitting
  const surfaceRef = useRef<Surface | null>(null), reasonRef = useRef<HTMLTextAreaElement>(null), [compares, compare] = useRemembered('feedstock.compare-readers', true, isBoolean)
  const [comparing, setComparing] = useRemembered<Comparing>('feedstock.compare-view', 'overlay', isComparing), isOne = places.sittings.length === 1, isSplit = comparing === 'panes' && desk.judged.length > 1 && isOne
  const readers = useMemo(() => ({ own: lookOf(shown), others: compares && !isSplit ? desk.judged.flatMap((one, i) => (i === shown ? [] : [{ look: lookOf(i), records: [...one.sitting.places.store.all()] }])) : [] }), [desk, shown, compares, isSplit])
  const reviews = useQuery(serverQuery(listReviews, { params: { assignment: work.assignment.id } }))
  const { next, goOn } = useNext(work.assignment), back = useBack(work.assignment.project)
  const { records } = useNamedShapes(sitting), operations = difference(annotation.shapes, records), unsaved = changedSlots(annotation.shapes, operations), n = operations.length, body = bodyOf(draft, annotation, operations)
  const { isBusy, failure, send } = useRuling(props, goOn), skip = useSkip(work.assignment.id, nothing, goOn)
  const differences = useMemo(() => findings.filter(finding => finding.difference !== null), [findings]), current = at === null ? undefined : differences[at]
  const inSight = current?.readers[shown]?.id
  useEffect(() => {
    if (inSight === undefined || !places.store.get(inSight)) return
    places.select(inSight)
    // A surface that was mounted just now has its size only after the next layout.
    let frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => surfaceRef.current?.frame()) })
    return () => cancelAnimationFrame(frame)
  }, [inSight, places])
  const go = (to: number | null): void => {
    const finding = to === null ? undefined : differences[to]
    // Side by side every reader is in sight: the one that is to stand stays.
    if (finding && !isSplit) onShow(readerOf(finding, shown))
    onGo(to)
  }
  const known = (id: string) => session.store.get(id)
  /** The word of a reader on a difference goes into what is to stand; null: none of them. */
  const take = (reader: number | null, index: number | null = at): void => {
    const finding = index === null ? undefined : differences[index]
    if (!isOne || !finding || finding.question !== null || (reader !== null && reader >= desk.judged.length)) return
    const operations = reader === null ? dropOperations(finding, known) : takeOperations(finding, shown, reader, known)
    if (operations.length > 0) session.commit(operations)
    onGo(index)
  }
  const beside = useBeside({ isSplit, desk, shown, at, differences, onGo: go, onTakeAll: onShow, onTake: take })
  const rule = (): void => { session.blur(); if (body && !isBusy && next.state !== 'claiming') void send(body) }
  const command = (name: string): boolean => {
    const digit = /^arbitrate\.reader\.(\d)$/.exec(name)?.[1]
    if (digit !== undefined) { if (Number(digit) < desk.judged.length) onShow(Number(digit)); return true }
    const taken = /^arbitrate\.take\.(\d)$/.exec(name)?.[1]
    if (taken !== undefined) { take(Number(taken)); return true }
    switch (name) {
      case 'arbitrate.drop': take(null); return true
      case 'arbitrate.panes': setComparing(isSplit ? 'overlay' : 'panes'); return true
      case 'arbitrate.next': go(walked(at, differences.length, 1)); return true
      case 'arbitrate.previous': go(walked(at, differences.length, -1)); return true
      case 'arbitrate.others': compare(!compares); return true
      case 'arbitrate.reason': reasonRef.current?.focus(); return true
      case 'task.submit': rule(); return true
      case 'task.skip': skip.open(); return true
      case 'save.now': return true
      default: return false
    }
  }
  const label = draft.turn !== 'stands' ? t(labelsOf[draft.turn]) : n > 0 ? t(a.correctNext, { letter, n }) : t(a.chooseNext, { letter })
  if (next.state === 'none') return <QuietRoom work={work}><Finished work={work} /></QuietRoom>
  return (
    <RoomFrame project={work.assignment.project} work={work} sitting={sitting} mode="arbitrate" surfaceRef={surfaceRef} readers={readers} unsaved={unsaved} beside={beside} command={command} dialogs={skip.dialog}
      notices={<>{failure && <FailureState failure={failure} />}{journalFailure && <FailureState failure={journalFailure} />}<NextNotice next={next} project={work.assignment.project} goOn={goOn} /></>}
      top={<TopBar head={headOf(work)} session={session} onBack={back} saving={<SavingLine state={n > 0 ? 'local' : 'saved'}>{n > 0 ? t(r.fixes, { n }) : t(a.frozen, { letter })}</SavingLine>}>
        {desk.judged.length > 1 && isOne && <Segmented label={t(a.view)} value={isSplit ? 'panes' : 'overlay'} segments={comparisons.map(value => ({ value, label: t(a[value]) }))} onChange={setComparing} />}
        <Button size="s" onClick={skip.open}>{t(m.skip)}</Button>
        <Primary label={label} blocked={body ? undefined : t(a.reasonMissing)} busy={isBusy || next.state === 'claiming'} onPress={rule} />
      </TopBar>}
      before={<>
        <ReadersPanel shown={annotation.id} compares={isSplit ? null : compares} onCompare={compare} onShow={id => onShow(desk.judged.findIndex(one => one.annotation.id === id))}
          looks={desk.judged.map((one, i) => ({ id: one.annotation.id, look: lookOf(i), n: one.annotation.shapes.filter(shape => shape.question === null).length }))}>
          <CaseNote work={work} reviews={reviews.data?.reviews ?? []} />
        </ReadersPanel>
        <DifferenceList findings={differences} schema={work.schema.document} looks={desk.judged.map((_, i) => lookOf(i))} at={at} agreed={findings.length - differences.length} onGo={go} bornBy={finding => bornBy(finding, shown, known)} onTake={(index, reader) => take(reader, index)} />
        <RulingPanel draft={draft} letter={letter} reasonRef={reasonRef} onChange={onDraft} />
      </>} />
  )
}

export interface ArbitrateRoomProps { readonly work: WorkView, readonly account: string, onReopen(): void }

/** The arbiter's room: every reader's annotation, what they differ in, and the ruling. */
export const ArbitrateRoom = ({ work, account, onReopen }: ArbitrateRoomProps): ReactNode => {
  const t = useT()
  const { desk, failure, journalFailure } = useReviewDesk(work, account)
  const [shown, show] = useState(0), [at, go] = useState<number | null>(null), [draft, setDraft] = useState(emptyDraft)
  const findings = useMemo(() => findingsOf(plugins.shapes, work.schema.document, work.annotations.map(annotation => annotation.shapes)), [work])
  if (failure) return <QuietRoom work={work}><FailureState failure={failure} action={<Button size="s" onClick={onReopen}>{t(m.tryAgain)}</Button>} /></QuietRoom>
  if (!desk) return <RoomSkeleton />
  return <Bench key={shown} work={work} desk={desk} findings={findings} shown={shown} at={at} draft={draft} journalFailure={journalFailure} onShow={show} onGo={go} onDraft={part => setDraft(old => ({ ...old, ...part }))} />
}
