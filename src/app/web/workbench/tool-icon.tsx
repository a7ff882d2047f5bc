import type { ReactNode } from 'react'

/** 16-px grid, one weight of line; a tool without a picture shows its letter. */
const paths: Readonly<Record<string, string>> = {
  select: 'M3.5 2.5l9 4.6-4 1.2-1.6 4z',
  pan: 'M5 8V4.2a1 1 0 012 0V7M7 7V3.2a1 1 0 012 0V7M9 7V4.2a1 1 0 012 0V8M11 8V6.2a1 1 0 012 0V9c0 3-1.6 5-4.3 5-2.2 0-3.2-1-4.2-2.8L3 8.6c-.5-1 .8-1.8 1.5-.9L5 8.4',
  box: 'M2.5 4.5h11v7h-11z',
  polygon: 'M8 2.5l5.5 4-2 7h-7l-2-7z',
  polyline: 'M2.5 12.5l4-7 4 4 3-6',
  point: 'M8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6zM8 2v2M8 12v2M2 8h2M12 8h2',
  span: 'M3 5h10M3 8h10M5 11.5h6',
}

/** The picture of a kind of shape, or of a tool. */
export const ToolIcon = ({ id, size = 16 }: { readonly id: string, readonly size?: number }): ReactNode => (
  <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    <path d={paths[id] ?? 'M4 4h8v8H4z'} />
  </svg>
)
