import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { neutral, type Adjustment } from '../../../editor/surfaces/raster/adjust.ts'
import type { RasterSurface, Readout } from '../../../editor/surfaces/raster/raster-surface.ts'
import type { Size } from '../../../editor/surfaces/raster/viewport.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { workbenchMessages as m } from './messages.ts'

export interface PictureHudProps {
  readonly surface: RasterSurface
  readonly extent: Size
  /** The chord of "fit" in this room. */
  readonly fitKey: string
  /** Called with the listener of the surface's readout, and with null at the end. */
  connect(listener: ((readout: Readout) => void) | null): void
}

const whole = (n: number): string => String(Math.floor(n))
const written = ({ zoom, pointer, size }: Readout, extent: Size): string => [
  `${Math.round(zoom * 100)} %`,
  ...pointer && pointer.x >= 0 && pointer.y >= 0 && pointer.x < extent.width && pointer.y < extent.height ? [`x ${whole(pointer.x)} y ${whole(pointer.y)}`] : [],
  size ? `${Math.round(size.width)} × ${Math.round(size.height)} px` : `${extent.width} × ${extent.height}`,
].join(' │ ')

/** Zoom, place and size at the left, written past React; how the picture is shown at the right. */
export const PictureHud = ({ surface, extent, fitKey, connect }: PictureHudProps): ReactNode => {
  const t = useT(), line = useRef<HTMLDivElement>(null)
  const onConnect = useEffectEvent(connect)
  useEffect(() => {
    onConnect(readout => { if (line.current) line.current.textContent = written({ ...readout, zoom: surface.viewport.scale * devicePixelRatio }, extent) })
    return () => onConnect(null)
  }, [surface, extent])
  return (
    <>
      <div className="hud left" ref={line} />
      <div className="hud right">
        <AdjustPopover surface={surface} />
        <IconButton icon="plus" label={t(m.zoomIn)} keyHint="+" onClick={() => surface.zoomBy(1.25)} />
        <button type="button" className="hud-button" title={t(m.zoomOut)} aria-label={t(m.zoomOut)} onClick={() => surface.zoomBy(0.8)}>−</button>
        <button type="button" className="hud-button" title={t(m.actual)} onClick={() => surface.showActualSize()}>1:1</button>
        <button type="button" className="hud-button" onClick={() => surface.fit()}>{t(m.fit)}<KeyHint keys={fitKey} /></button>
      </div>
    </>
  )
}

/** A view of the picture, never stored. */
const AdjustPopover = ({ surface }: { readonly surface: RasterSurface }): ReactNode => {
  const t = useT()
  const [shown, show] = useState<Adjustment>(neutral)
  const set = (next: Adjustment): void => { show(next); surface.adjust(next) }
  const slider = (name: 'brightness' | 'contrast'): ReactNode => (
    <label className="slider"><span>{t(m[name])}</span>
      <input type="range" min={-1} max={1} step={0.05} value={shown[name]} onChange={event => set({ ...shown, [name]: Number(event.target.value) })} />
      <output>{shown[name] > 0 ? '+' : ''}{Math.round(shown[name] * 100)}</output>
    </label>
  )
  return (
    <Popover label={t(m.adjust)} align="end" trigger={props => (
      <button {...props} type="button" className="hud-button" aria-label={t(m.adjust)} title={t(m.adjust)}>
        <svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true"><path d="M8 5a3 3 0 100 6 3 3 0 000-6zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" /></svg>
        {(shown.brightness !== 0 || shown.contrast !== 0) && `${Math.round(shown.brightness * 100)} / ${Math.round(shown.contrast * 100)}`}
      </button>
    )}>
      {() => <div className="stack adjust">{slider('brightness')}{slider('contrast')}<div><Button size="s" onClick={() => set(neutral)}>{t(m.reset)}</Button></div></div>}
    </Popover>
  )
}
