import type { RasterSurface } from '../../../editor/surfaces/raster/raster-surface.ts'

/** Where a surface looks: of a picture the point in the middle and how often the fitted scale, of a text how far it is scrolled, 0 to 1. */
export type Where = { readonly kind: 'picture', readonly x: number, readonly y: number, readonly fits: number } | { readonly kind: 'text', readonly share: number }

/** A surface that others can look along with. */
export interface SyncedView {
  read(): Where
  /** Is it there already, as near as it can be? */
  isAt(where: Where): boolean
  go(where: Where): void
  /** Called whenever it moves. @returns how to stop */
  onMove(listener: () => void): () => void
}

const isNear = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance

export const pictureView = (surface: Pick<RasterSurface, 'looking' | 'lookAt'>, onMove: SyncedView['onMove']): SyncedView => ({
  read: () => { const { centre, fits } = surface.looking; return { kind: 'picture', x: centre.x, y: centre.y, fits } },
  isAt: where => {
    const { centre, fits } = surface.looking
    return where.kind === 'picture' && isNear(where.x, centre.x, 0.01) && isNear(where.y, centre.y, 0.01) && isNear(where.fits, fits, 0.0001)
  },
  go: where => { if (where.kind === 'picture') surface.lookAt({ centre: { x: where.x, y: where.y }, fits: where.fits }) },
  onMove,
})

type Scrolled = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>
export const textView = (host: Scrolled, onMove: SyncedView['onMove']): SyncedView => {
  const room = (): number => Math.max(1, host.scrollHeight - host.clientHeight)
  return {
    read: () => ({ kind: 'text', share: host.scrollTop / room() }),
    // A scroll position is a whole pixel.
    isAt: where => where.kind === 'text' && isNear(where.share * room(), host.scrollTop, 1),
    go: where => { if (where.kind === 'text') host.scrollTop = where.share * room() },
    onMove,
  }
}

/** One moves, the others follow; those that follow move nobody. @returns how to stop */
export const linkViews = (views: readonly SyncedView[]): (() => void) => {
  // Surfaces tell a frame later: what a view was last sent to is no move of its own.
  const sent = new Map<SyncedView, Where>()
  const follow = (moved: SyncedView): void => {
    const last = sent.get(moved), where = moved.read()
    if (last && moved.isAt(last)) return
    for (const view of views) if (view !== moved && !view.isAt(where)) {
      sent.set(view, where)
      view.go(where)
    }
  }
  const stops = views.map(view => view.onMove(() => follow(view)))
  return () => { for (const stop of stops) stop() }
}
