import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { ReaderLook, Reading } from '../../../editor/shape-view.ts'
import type { Binding } from '../../../editor/input/keymap.ts'
import { listenKeyboard } from '../../../editor/input/keyboard.ts'
import type { Readout } from '../../../editor/surfaces/raster/raster-surface.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Note } from '../../../ui/note.tsx'
import { useFailureText, useLocale, useT } from '../../../ui/i18n.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { runKey, type PageCommand } from './keys.ts'
import { workbenchMessages as m } from './messages.ts'
import { PinLayer, type Arming, type ShownPin } from './pin-layer.tsx'
import { RelationLayer } from './relation-layer.tsx'
import type { NamedRelation } from './relations.ts'
import type { Relating } from './relations-panel.tsx'
import { mountSurface, type Mounted, type Surface } from './mount-surface.ts'
import type { Sitting } from './open-task.ts'
import { PictureHud } from './picture-hud.tsx'
import { useRefusal } from './use-session.ts'

export interface Comparison { readonly own: ReaderLook, readonly others: readonly Reading[] }

/** Panes beside the document: what stands above the document itself, how many columns, and the others. */
export interface Beside { readonly head: ReactNode, readonly columns: number, readonly marks: (surface: Surface) => ReactNode, readonly panes: (surface: Surface) => ReactNode }

export interface StageProps {
  readonly sitting: Sitting
  readonly bindings: readonly Binding[]
  readonly page: PageCommand
  readonly surfaceRef: RefObject<Surface | null>
  /** Of another annotation, to compare with. */
  readonly second?: readonly ShapeRecord[]
  /** Readers that are compared: whose document this is, and the others. */
  readonly readers?: Comparison | undefined
  /** Other documents of the same content, in panes beside it; they share where it looks. */
  readonly beside?: Beside | undefined
  /** Over the picture or above the text: what asks for a decision. */
  readonly notices?: ReactNode
  readonly ties?: { readonly relations: readonly NamedRelation[], readonly relating: Relating } | undefined
  readonly pins?: readonly ShownPin[]
  readonly currentPin?: number | null
  readonly arming?: Arming | null
  /** Of several places the one in hand hears the keys; another one is taken up by a press or the focus. */
  readonly isActive?: boolean
  onActivate?(): void
  onPin?(index: number | null): void
  onPinStep?(direction: 1 | -1): void
}

const none: readonly ShapeRecord[] = []
const ignore = (): void => undefined
const noPins: readonly ShownPin[] = []
const noReadout: Readout = { zoom: 1, pointer: null, size: null }

/** The middle of the room: mounts the surface of the engine and hands it the keys. Pointer moves never reach React. */
export const Stage = ({ sitting, bindings, page, surfaceRef, second = none, readers, beside, notices, ties, pins = noPins, currentPin = null, arming = null, isActive = true, onActivate = ignore, onPin = ignore, onPinStep = ignore }: StageProps): ReactNode => {
  const t = useT(), text = useFailureText()
  const { locale } = useLocale()
  const host = useRef<HTMLDivElement>(null), readout = useRef<(readout: Readout) => void>(() => undefined)
  const [failure, fail] = useState<Failure | null>(null), [mounted, setMounted] = useState<Surface | null>(null), made = useRef<Mounted | null>(null)
  const { session, content } = sitting, refusal = useRefusal(session)
  const name = t(content.kind === 'picture' ? m.pictureName : m.textName, { name: content.name })
  const onPage = useEffectEvent((command: string) => page(command))
  useEffect(() => {
    const element = host.current
    if (!element) return
    const surface = mountSurface(element, sitting, name, locale, seen => readout.current(seen), fail)
    made.current = surface
    setMounted(surface)
    return () => { surface.stop(); made.current = null }
  }, [sitting, name, locale])
  useEffect(() => {
    const element = host.current, surface = made.current
    if (!element || !surface || !isActive) return
    const scope = sitting.kind === 'picture' ? 'raster' : 'document'
    const run = (command: string, modifiers: Parameters<typeof runKey>[4]): boolean => runKey(session, surface.commands, onPage, command, modifiers)
    const stops = [listenKeyboard(element, { scope, bindings, run }), listenKeyboard(document, { scope: 'global', bindings, run })]
    surfaceRef.current = surface
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true })
    return () => {
      for (const stop of stops) stop()
      if (surfaceRef.current === surface) surfaceRef.current = null
    }
  }, [sitting, session, name, locale, bindings, surfaceRef, isActive])
  useEffect(() => {
    const here = (records: readonly ShapeRecord[]): readonly ShapeRecord[] => records.filter(record => record.slot === session.slot)
    if (readers) mounted?.showReaders(readers.own, readers.others.map(other => ({ ...other, records: here(other.records) }))); else mounted?.showSecond(here(second))
  }, [mounted, session, second, readers])
  return (
    <section className={classNames('stage', content.kind, !isActive && 'resting')} aria-label={content.name} data-region onPointerDownCapture={onActivate} onFocusCapture={onActivate}>
      {content.kind === 'text' && <div className="text-head"><span className="mono">{content.name}</span><span>{t(m.characters, { n: formatCount(content.codePoints) })}</span></div>}
      {notices && <div className="notices">{notices}</div>}
      {failure && <div className="notices"><FailureState failure={failure} /></div>}
      <div className={beside ? 'panes' : 'panes alone'} style={beside && { gridTemplateColumns: `repeat(${beside.columns}, minmax(0, 1fr))` }}>
      <div className="surface-frame">
        {beside?.head}
        <div className="surface" ref={host} />
        {mounted && ties && <RelationLayer session={session} surface={mounted.lines} kind={content.kind} {...ties} />}
        {mounted && beside?.marks(mounted)}
        {mounted && (pins.length > 0 || arming) && <PinLayer surface={mounted.pins} pins={pins} current={currentPin} arming={arming} onCurrent={index => { onPin(index); if (index === null) mounted.focus() }} onStep={onPinStep} />}
      </div>
      {mounted && beside?.panes(mounted)}
      </div>
      {isActive && content.kind === 'picture' && mounted?.picture && <PictureHud surface={mounted.picture} extent={content.extent} fitKey={(bindings.find(b => b.command === 'view.fit')?.chords[0] ?? '').replace('shift+', '⇧ ')} connect={listener => { readout.current = listener ?? (() => undefined); listener?.(noReadout) }} />}
      <div className="refusal" role="status">{refusal && <Note tone="warn">{text(refusal)}</Note>}</div>
    </section>
  )
}
