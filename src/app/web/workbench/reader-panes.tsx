import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { ReaderLook } from '../../../editor/shape-view.ts'
import type { Finding } from '../../../chain/5-inspection/model.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { arbitrateMessages as a } from './arbitrate-messages.ts'
import { ReaderLine } from './difference-list.tsx'
import { DifferenceMarks } from './difference-marks.tsx'
import { mountSurface, type Surface } from './mount-surface.ts'
import type { Judged } from './review-desk.ts'
import { linkViews, type SyncedView } from './synced-view.ts'

const ignore = (): void => undefined

export interface PaneHeadProps {
  readonly look: ReaderLook
  /** This annotation is the one that is to stand. */
  readonly isBasis: boolean
  /** Is there a difference to take a word on? */
  readonly canTake: boolean
  onTakeAll(): void
  onTake(): void
}

/** Whose pane it is, and what can be taken from it. */
export const PaneHead = ({ look, isBasis, canTake, onTakeAll, onTake }: PaneHeadProps): ReactNode => {
  const t = useT(), { letter } = look
  return (
    <header className="pane-head">
      <ReaderLine look={look} /><b>{letter}</b>{isBasis && <span className="secondary truncate">{t(a.basis)}</span>}<span className="end" />
      <Button size="s" keyHint={`⇧ ${letter.charCodeAt(0) - 64}`} aria-label={t(a.takeOne, { letter })} blocked={canTake ? undefined : t(a.chooseFirst)} onClick={onTake}>{t(a.takeShort, { letter })}</Button>
      {!isBasis && <Button size="s" keyHint={String(letter.charCodeAt(0) - 64)} onClick={onTakeAll}>{t(a.takeAll, { letter })}</Button>}
    </header>
  )
}

interface PaneProps {
  readonly judged: Judged
  readonly look: ReaderLook
  readonly reader: number
  readonly findings: readonly Finding[]
  readonly at: number | null
  readonly head: ReactNode
  onView(view: SyncedView | null): void
  onGo(index: number): void
}

/** One reader's annotation as it was submitted: to be looked at, moved about and taken from. */
const Pane = ({ judged: { frozen, letter }, look, reader, findings, at, head, onView, onGo }: PaneProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), host = useRef<HTMLDivElement>(null), [surface, setSurface] = useState<Surface | null>(null), [failure, fail] = useState<Failure | null>(null)
  const name = t(a.pane, { letter }), tell = useEffectEvent(onView)
  useEffect(() => {
    if (!host.current) return
    const made = mountSurface(host.current, frozen, name, locale, ignore, fail)
    setSurface(made)
    tell(made.view)
    return () => { tell(null); made.stop() }
  }, [frozen, name, locale])
  useEffect(() => { surface?.showReaders(look, []) }, [surface, look])
  const inSight = at === null ? undefined : findings[at]?.readers[reader]?.id
  useEffect(() => { frozen.session.select(inSight === undefined ? [] : [inSight]) }, [inSight, frozen])
  return (
    <section className="surface-frame pane" aria-label={name}>
      {head}
      {failure && <FailureState failure={failure} />}
      <div className="surface" ref={host} />
      {surface && <DifferenceMarks surface={surface.pins} session={frozen.session} findings={findings} reader={reader} at={at} onGo={onGo} />}
    </section>
  )
}

export interface ReaderPanesProps {
  /** The surface of the annotation that is to stand. */
  readonly basis: Surface
  readonly shown: number
  readonly judged: readonly Judged[]
  readonly looks: readonly ReaderLook[]
  readonly findings: readonly Finding[]
  readonly at: number | null
  headOf(reader: number): ReactNode
  onGo(index: number): void
}

/** The other readers beside the one that is to stand; all look at the same place. */
export const ReaderPanes = ({ basis, shown, judged, looks, findings, at, headOf, onGo }: ReaderPanesProps): ReactNode => {
  const [views, setViews] = useState<ReadonlyMap<number, SyncedView>>(new Map())
  const setView = (reader: number, view: SyncedView | null): void => setViews(old => {
    const next = new Map(old)
    if (view) next.set(reader, view); else next.delete(reader)
    return next
  })
  useEffect(() => linkViews([basis.view, ...views.values()]), [basis, views])
  return <>{judged.map((one, i) => (i === shown ? null
    : <Pane key={one.annotation.id} judged={one} look={looks[i]!} reader={i} findings={findings} at={at} head={headOf(i)} onView={view => setView(i, view)} onGo={onGo} />))}</>
}
