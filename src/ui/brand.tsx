import type { ReactNode } from 'react'

/** The mark: loose grains pass a sieve and come out as a block. */
export const BrandMark = ({ size = 20 }: { readonly size?: number }): ReactNode => (
  <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
    <rect x="0.5" y="0.5" width="19" height="19" rx="5" fill="var(--accent)" />
    <g fill="var(--on-accent)">
      <circle cx="4.6" cy="5" r="1.1" /><circle cx="4" cy="9.8" r="1.1" /><circle cx="5" cy="14.9" r="1.1" />
      <circle cx="8.3" cy="7.2" r="1.25" /><circle cx="8.3" cy="12.6" r="1.25" /><rect x="11" y="6.6" width="5.6" height="6.8" rx="1.2" />
    </g>
  </svg>
)
