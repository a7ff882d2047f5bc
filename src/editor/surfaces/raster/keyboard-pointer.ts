import type { Point } from '../../../kernel/geometry/plane.ts'
import type { ViewCommands } from '../../input/commands.ts'
import type { EditorSession } from '../../session.ts'
import { plain, type Modifiers } from '../../tools/define-tool.ts'
import type { RasterSpace } from '../../shape-view.ts'
import type { RasterSurface } from './raster-surface.ts'
import { toImage, type Size } from './viewport.ts'

const arrows: Readonly<Record<string, Point>> = {
  'tool-key.left': { x: -1, y: 0 }, 'tool-key.right': { x: 1, y: 0 }, 'tool-key.up': { x: 0, y: -1 }, 'tool-key.down': { x: 0, y: 1 },
}

/**
 * The commands of a picture, and its pointer for people without a mouse: arrows move a crosshair by one image pixel
 * (Shift ten), Enter clicks. Tools hear the same events as from a mouse.
 */
export class RasterCommands implements ViewCommands {
  private readonly session: EditorSession<RasterSpace>
  private readonly surface: RasterSurface
  private readonly extent: Size
  private readonly screen: () => Size
  private at: Point | null = null

  constructor(session: EditorSession<RasterSpace>, surface: RasterSurface, extent: Size, screen: () => Size) {
    this.session = session
    this.surface = surface
    this.extent = extent
    this.screen = screen
  }

  /** Where the keyboard's pointer stands; null while it is off. */
  get pointer(): Point | null { return this.at }

  run(command: string, modifiers: Modifiers): boolean {
    switch (command) {
      case 'view.zoom-in': this.surface.zoomBy(1.25); return true
      case 'view.zoom-out': this.surface.zoomBy(0.8); return true
      case 'view.fit': this.surface.fit(); return true
      case 'view.actual': this.surface.showActualSize(); return true
      case 'view.selection': this.surface.showSelection(); return true
      case 'pointer.keyboard': this.toggle(); return true
      case 'tool-key.enter': return this.click(modifiers)
      default: return this.step(arrows[command], modifiers)
    }
  }

  private toggle(): void {
    const screen = this.screen(), middle = toImage(this.surface.viewport, { x: screen.width / 2, y: screen.height / 2 })
    this.at = this.at ? null : this.inside({ x: Math.round(middle.x), y: Math.round(middle.y) })
    this.surface.pointAt(this.at)
  }

  private click(modifiers: Modifiers): boolean {
    if (!this.at) return false
    this.session.send({ type: 'press', at: this.at, modifiers, time: performance.now() })
    this.session.send({ type: 'release', at: this.at, modifiers })
    return true
  }

  private step(arrow: Point | undefined, modifiers: Modifiers): boolean {
    if (!this.at || !arrow) return false
    const reach = modifiers.shift ? 10 : 1
    this.at = this.inside({ x: this.at.x + arrow.x * reach, y: this.at.y + arrow.y * reach })
    // Shift made the step longer; to the tool it would mean "constrain".
    this.session.send({ type: 'hover', at: this.at, modifiers: plain })
    this.surface.pointAt(this.at)
    return true
  }

  private inside(p: Point): Point {
    return { x: Math.max(0, Math.min(this.extent.width, p.x)), y: Math.max(0, Math.min(this.extent.height, p.y)) }
  }
}
