import { expect, test } from 'vitest'
import { linkViews, textView, type SyncedView } from './synced-view.ts'

/** A text that tells its listeners of every scroll, as browsers do. */
const text = (scrollHeight: number): { readonly view: SyncedView, scroll(to: number): void, readonly top: () => number, readonly told: () => number } => {
  const listeners = new Set<() => void>(), host = { scrollHeight, clientHeight: 100, top: 0, n: 0, get scrollTop() { return this.top }, set scrollTop(to: number) { this.top = Math.round(to); this.n++; for (const listener of listeners) listener() } }
  return { view: textView(host, listener => { listeners.add(listener); return () => { listeners.delete(listener) } }), scroll: to => { host.scrollTop = to }, top: () => host.top, told: () => host.n }
}

test('texts of different heights scroll together by share, each moved once, and no longer once they are parted', () => {
  const [a, b, c] = [text(1100), text(2100), text(600)], stop = linkViews([a.view, b.view, c.view])
  a.scroll(500)
  expect([a.top(), b.top(), c.top(), a.told(), b.told(), c.told()]).toEqual([500, 1000, 250, 1, 1, 1])
  b.scroll(1501)
  expect([a.top(), c.top(), a.told(), b.told()]).toEqual([751, 375, 2, 2])
  stop()
  b.scroll(0)
  expect(a.top()).toBe(751)
})
