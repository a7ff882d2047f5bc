import type { Failure } from '../../../kernel/failure.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { ReaderLook, Reading } from '../../../editor/shape-view.ts'
import { DocumentSurface } from '../../../editor/surfaces/document/document-surface.ts'
import { neutral } from '../../../editor/surfaces/raster/adjust.ts'
import { RasterCommands } from '../../../editor/surfaces/raster/keyboard-pointer.ts'
import { RasterSurface, type Readout } from '../../../editor/surfaces/raster/raster-surface.ts'
import type { Locale } from '../../../ui/i18n.tsx'
import { workbenchFailures } from './errors.ts'
import { pictureLines, textLines } from './line-surface.ts'
import { moves, picturePins, textPins, type PinSurface } from './pin-surface.ts'
import type { LineSurface } from './relation-layer.tsx'
import { decode, type Sitting } from './open-task.ts'
import { pictureView, textView, type SyncedView } from './synced-view.ts'

/** The mounted surface, as the rest of the room reaches it. */
export interface Surface {
  focus(): void
  /** Brings the selection into sight. */
  frame(): void
  readonly picture: RasterSurface | null
  readonly pins: PinSurface
  readonly lines: LineSurface
  /** Where it looks, for others that look along. */
  readonly view: SyncedView
  /** What another annotator says of the same, dotted. */
  showSecond(records: readonly ShapeRecord[]): void
  /** Compares readers, each in a look of its own. */
  showReaders(own: ReaderLook | null, others: readonly Reading[]): void
}

export interface Mounted extends Surface { readonly commands: (RasterCommands & { readonly isPointing: boolean }) | null, stop(): void }

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
    picture: surface, pins: picturePins(host, surface, content.extent, onMove), view: pictureView(surface, onMove), lines: pictureLines(session, surface, onMove), focus: () => host.focus(), frame: () => surface.showSelection(), showSecond: records => surface.showSecond(records), showReaders: (own, others) => surface.showReaders(own, others),
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
  return { picture: null, pins: textPins(surface, onMove), view: textView(host, onMove), lines: textLines(session, surface, onMove), commands: null, focus: () => host.focus(), frame, showSecond: records => surface.showSecond(records), showReaders: (own, others) => surface.showReaders(own, others), stop }
}

/** Mounts what a task is about, with one document on it. */
export const mountSurface = (host: HTMLElement, sitting: Sitting, name: string, locale: Locale, onReadout: (readout: Readout) => void, onFailure: (failure: Failure) => void): Mounted =>
  sitting.kind === 'picture' ? mountPicture(host, sitting, name, locale, onReadout, onFailure) : mountText(host, sitting, name, locale)
