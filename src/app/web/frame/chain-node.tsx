import type { ReactNode } from 'react'
import type { StageState } from './frame-facts.ts'

/** A pie from twelve o'clock, clockwise. @param share 0 to 1 */
const pie = (share: number): string => {
  const angle = Math.min(0.999, Math.max(0, share)) * 2 * Math.PI
  const x = 7.5 + 3 * Math.sin(angle), y = 7.5 - 3 * Math.cos(angle)
  return `M7.5 7.5V4.5A3 3 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}z`
}

/** The node of a stage on the chain; the words stand in the entry's name. */
export const ChainNode = ({ state }: { readonly state: StageState }): ReactNode => (
  <span className="chain-node">
    <svg width="15" height="15" viewBox="0 0 15 15" aria-hidden="true">
      {state === 'done' && <><circle cx="7.5" cy="7.5" r="5" fill="var(--ink-2)" /><path d="M5.2 7.7l1.6 1.6 3-3.3" fill="none" stroke="var(--surface)" strokeWidth="1.4" /></>}
      {state === 'not-begun' && <circle cx="7.5" cy="7.5" r="4.3" fill="none" stroke="var(--ink-3)" strokeWidth="1.5" />}
      {typeof state === 'object' && <><circle cx="7.5" cy="7.5" r="4.8" fill="var(--surface)" stroke="var(--accent)" strokeWidth="1.5" /><path d={pie(state.share)} fill="var(--accent)" /></>}
    </svg>
  </span>
)
