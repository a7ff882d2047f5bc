import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { ReaderLook, Reading } from '../../../editor/shape-view.ts'
import type { Binding } from '../../../editor/input/keymap.ts'
import { listenKeyboard } from '../../../editor/input/keyboard.ts'
import { DocumentSurface } from '../../../editor/surfaces/document/document-surface.ts'
import { neutral } from '../../../editor/surfaces/raster/adjust.ts'
import { RasterCommands } from '../../../editor/surfaces/raster/keyboard-pointer.ts'
import { RasterSurface, type Readout } from '../../../editor/surfaces/raster/raster-surface.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Note } from '../../../ui/note.tsx'
import { useFailureText, useLocale, useT, type Locale } from '../../../ui/i18n.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { workbenchFailures } from './errors.ts'
import { runKey, type PageCommand } from './keys.ts'
import { workbenchMessages as m } from './messages.ts'
import { PinLayer, type Arming, type ShownPin } from './pin-layer.tsx'
import { moves, picturePins, textPins, type PinSurface } from './pin-surface.ts'
import { RelationLayer, type LineSurface } from './relation-layer.tsx'
import type { NamedRelation } from './relations.ts'
import type { Relating } from './relations-panel.tsx'
import { decode, type Sitting } from './open-task.ts'
import { pictureLines, textLines } from './line-surface.ts'
import { PictureHud } from './picture-hud.tsx'
import { useRefusal } from './use-session.ts'

/** The mounted surface, as the rest of the room reaches it. */
export interface Surface {
  focus(): void
  /** Brings the selection into sight. */
  frame(): void
  readonly picture: RasterSurface | null
  readonly pins: PinSurface
  readonly lines: LineSurface
  /** What another annotator says of the same, dotted. */
  showSecond(records: readonly ShapeRecord[]): void
  /** Compares readers, each in a look of its own. */
  showReaders(own: ReaderLook | null, others: readonly Reading[]): void
}

interface Mounted extends Surface { readonly commands: (RasterCommands & { readonly isPointing: boolean }) | null, stop(): void }

/** The keyboard's pointer is the picture's while it is on: Enter clicks then. */
class PictureCommands extends RasterCommands {
  get isPointing(): boolean { return this.pointer !== null }
}

const mountPicture = (host: HTMLElement, sitting: Extract<Sitting, { kind: 'picture' }>, name: string, locale: Locale, onReadout: (readout: Readout) => void, onFailure: (failure: Failure) => void): Mounted => {
  const { session, content } = sitting
  const { tell, onMove } = moves(), surface = new RasterSurface(host, session, { extent: content.extent, locale, name, onReadout: readout => { onReadout(readout); tell() } })
  let isGone = false
  decode(content.blob).then(
    bitmap => { if (isGone) bitmap.close(); else return surface.setImage(bitmap); return undefined },
    () => onFailure(workbenchFailures.pictureUnreadable({ name: content.name })),
  )
  surface.adjust(neutral)
  return {
    picture: surface, pins: picturePins(host, surface, content.extent, onMove), lines: pictureLines(session, surface, onMove), focus: () => host.focus(), frame: () => surface.showSelection(), showSecond: records => surface.showSecond(records), showReaders: (own, others) => surface.showReaders(own, others),
    commands: new PictureCommands(session, surface, content.extent, () => ({ width: host.clientWidth, height: host.clientHeight })),
    stop: () => { isGone = true; surface.destroy() },
  }
}

const mountText = (host: HTMLElement, sitting: Extract<Sitting, { kind: 'text' }>, name: string, locale: Locale): Mounted => {
  const { session, content } = sitting
  const surface = new DocumentSurface(host, session, { text: content.text, textLocale: content.textLocale, locale, name })
  const frame = (): void => {
    const [id] = session.store.facts.selection, record = id === undefined ? undefined : session.store.get(id)
    const view = record && session.shapes.views.get(record.kind), start = record && view?.space === 'document' ? view.fragments(record.payload)[0]?.[0] : undefined
    if (start !== undefined) surface.dom.toDom(start).node.parentElement?.scrollIntoView({ block: 'nearest' })
  }
  const { tell, onMove } = moves(), sizes = new ResizeObserver(tell)
  host.addEventListener('scroll', tell)
  sizes.observe(host)
  const stop = (): void => { host.removeEventListener('scroll', tell); sizes.disconnect(); surface.destroy() }
  return { picture: null, pins: textPins(surface, onMove), lines: textLines(session, surface, onMove), commands: null, focus: () => host.focus(), frame, showSecond: records => surface.showSecond(records), showReaders: (own, others) => surface.showReaders(own, others), stop }
}

export interface Comparison { readonly own: ReaderLook, readonly others: readonly Reading[] }

export interface StageProps {
  readonly sitting: Sitting
  readonly bindings: readonly Binding[]
  readonly page: PageCommand
  readonly surfaceRef: RefObject<Surface | null>
  /** Of another annotation, to compare with. */
  readonly second?: readonly ShapeRecord[]
  /** Readers that are compared: whose document this is, and the others. */
  readonly readers?: Comparison | undefined
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
export const Stage = ({ sitting, bindings, page, surfaceRef, second = none, readers, notices, ties, pins = noPins, currentPin = null, arming = null, isActive = true, onActivate = ignore, onPin = ignore, onPinStep = ignore }: StageProps): ReactNode => {
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
    const surface = sitting.kind === 'picture' ? mountPicture(element, sitting, name, locale, seen => readout.current(seen), fail) : mountText(element, sitting, name, locale)
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
      <div className="surface-frame">
        <div className="surface" ref={host} />
        {mounted && ties && <RelationLayer session={session} surface={mounted.lines} kind={content.kind} {...ties} />}
        {mounted && (pins.length > 0 || arming) && <PinLayer surface={mounted.pins} pins={pins} current={currentPin} arming={arming} onCurrent={index => { onPin(index); if (index === null) mounted.focus() }} onStep={onPinStep} />}
      </div>
      {isActive && content.kind === 'picture' && mounted?.picture && <PictureHud surface={mounted.picture} extent={content.extent} connect={listener => { readout.current = listener ?? (() => undefined); listener?.(noReadout) }} />}
      <div className="refusal" role="status">{refusal && <Note tone="warn">{text(refusal)}</Note>}</div>
    </section>
  )
}
