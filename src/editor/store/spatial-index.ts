import Flatbush from 'flatbush'
import type { Bounds } from '../../kernel/geometry/plane.ts'

/** Above this many changed slots a query costs more than a rebuild (19 ms at 10,000 shapes). */
const SIDE_LIMIT = 1_000

/**
 * Bounds by slot number in one typed array, with a packed R-tree over them. The tree is static: a changed slot goes to a
 * side list that every query scans too, until `tidy` (called while idle) builds the tree anew.
 */
export class SpatialIndex {
  /** Four numbers a slot: left, top, right, bottom. NaN where a slot holds nothing on the plane. */
  private edges = new Float64Array(256)
  private slots = 0
  private tree: Flatbush | null = null
  /** Slot of each tree entry. */
  private treeSlots = new Uint32Array(0)
  private readonly side = new Set<number>()

  set(slot: number, bounds: Bounds | null): void {
    this.grow(slot + 1)
    const at = slot * 4
    this.edges[at] = bounds ? bounds.x : NaN
    this.edges[at + 1] = bounds ? bounds.y : NaN
    this.edges[at + 2] = bounds ? bounds.x + bounds.width : NaN
    this.edges[at + 3] = bounds ? bounds.y + bounds.height : NaN
    this.side.add(slot)
  }

  bounds(slot: number): Bounds | null {
    const at = slot * 4, x = this.edges[at], y = this.edges[at + 1]
    if (slot >= this.slots || x === undefined || y === undefined || Number.isNaN(x)) return null
    return { x, y, width: this.edges[at + 2]! - x, height: this.edges[at + 3]! - y }
  }

  /** Slots whose bounds touch the area, in no particular order. */
  search(area: Bounds): number[] {
    const right = area.x + area.width, bottom = area.y + area.height
    const found: number[] = []
    if (this.tree) {
      for (const entry of this.tree.search(area.x, area.y, right, bottom)) {
        const slot = this.treeSlots[entry]!
        if (!this.side.has(slot)) found.push(slot)
      }
    }
    for (const slot of this.side) {
      const at = slot * 4
      // NaN compares false, so an empty slot is never found.
      if (this.edges[at]! <= right && this.edges[at + 2]! >= area.x && this.edges[at + 1]! <= bottom && this.edges[at + 3]! >= area.y) found.push(slot)
    }
    return found
  }

  get isUntidy(): boolean { return this.side.size > SIDE_LIMIT }

  tidy(): void {
    const held: number[] = []
    for (let slot = 0; slot < this.slots; slot++) if (!Number.isNaN(this.edges[slot * 4]!)) held.push(slot)
    this.side.clear()
    this.tree = null
    this.treeSlots = Uint32Array.from(held)
    if (held.length === 0) return
    const tree = new Flatbush(held.length)
    for (const slot of held) tree.add(this.edges[slot * 4]!, this.edges[slot * 4 + 1]!, this.edges[slot * 4 + 2]!, this.edges[slot * 4 + 3]!)
    tree.finish()
    this.tree = tree
  }

  private grow(slots: number): void {
    if (slots <= this.slots) return
    if (slots * 4 > this.edges.length) {
      const wider = new Float64Array(Math.max(slots * 4, this.edges.length * 2))
      wider.set(this.edges)
      this.edges = wider
    }
    this.edges.fill(NaN, this.slots * 4, slots * 4)
    this.slots = slots
  }
}
