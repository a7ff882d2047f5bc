import type { ReactNode } from 'react'

/** One weight of line on a 16-px grid; every icon is one path. Icons beside a text are hidden from screen readers. */
const paths = {
  grid: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  'chevron-down': 'M4 6l4 4 4-4',
  'chevron-right': 'M6 4l4 4-4 4',
  'chevron-left': 'M10 3 5 8l5 5',
  chevrons: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  alert: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 5v3.5M8 10.9v.01',
  tick: 'M3 8.5l3.2 3.2L13 5',
  clock: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 5v3.2l2 1.4',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  cross: 'M4 4l8 8M12 4l-8 8',
  spark: 'M8 2l1.4 4.6L14 8l-4.6 1.4L8 14l-1.4-4.6L2 8l4.6-1.4z',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 015 0v2.5',
  search: 'M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5 14 14',
  shield: 'M8 2l5 1.8V8c0 3-2.2 5-5 6-2.8-1-5-3-5-6V3.8zM5.8 8l1.6 1.6 2.9-3',
  chart: 'M2.5 13.5h11M4.5 11V7M8 11V3.5M11.5 11V6',
  run: 'M13 8a5 5 0 11-1.5-3.6M13 2.5v2.7h-2.7',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6z',
  folder: 'M2 4h4l1.5 1.5H14V13H2z',
  image: 'M2.5 3h11v10h-11zM2.5 11l3.5-3.5 3 3 1.5-1.5 3 3M10.5 6h.01',
  text: 'M3 4V3h10v1M8 3v10M6 13h4',
  wave: 'M2 8h1.5l1-4 2 9 2-11 2 8 1.2-2H14',
  talk: 'M2.5 3h8v6h-4l-2.5 2v-2H2.5zM12 6h1.5v6H12v1.5L10 12H7.5',
  home: 'M2.5 7.5L8 2.8l5.5 4.7M4 6.5v7h8v-7',
  inbox: 'M2.5 9l2-6h7l2 6v4h-11zM2.5 9h3.2c.3 1.3 1.2 2 2.3 2s2-.7 2.3-2h3.2',
  tag: 'M2.5 2.5h5.3l5.7 5.7-5.3 5.3-5.7-5.7zM5.2 5.2h.01',
  people: 'M6 3a2.2 2.2 0 100 4.4A2.2 2.2 0 006 3zM1.8 13c.2-2.6 1.9-4 4.2-4s4 1.4 4.2 4M10.5 3.2a2 2 0 010 4M11.8 9.4c1.5.5 2.3 1.8 2.5 3.6',
  settings: 'M8 5.8a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4',
  globe: 'M8 2a6 6 0 100 12A6 6 0 008 2zM2 8h12M8 2c2 2 2.5 4 2.5 6S10 12 8 14c-2-2-2.5-4-2.5-6S6 4 8 2z',
  help: 'M8 2a6 6 0 100 12A6 6 0 008 2zM6.3 6.3c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.6 0 1.3-1.8 1.5-1.8 2.8M8 11.3v.01',
  import: 'M8 11V3M4.5 6L8 2.5 11.5 6M3 13.5h10',
  download: 'M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10',
  triangle: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.4v.01',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  flag: 'M4 14V2.5h8l-1.5 3 1.5 3H4',
  play: 'M5 3.5v9l7-4.5z',
  plus: 'M8 3v10M3 8h10',
  grip: 'M6 4h.01M6 8h.01M6 12h.01M10 4h.01M10 8h.01M10 12h.01',
  info: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 7.5V11M8 5.2v.01',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 010 8H6',
  half: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 2v12',
  ring: 'M8 2a6 6 0 100 12A6 6 0 008 2z',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  course: 'M8 3L1.5 6 8 9l6.5-3zM4 7.3V11c1 1.2 2.5 1.7 4 1.7s3-.5 4-1.7V7.3',
  book: 'M8 4c-1.5-1-3.3-1.2-5.5-1v9c2.2-.2 4 0 5.5 1 1.5-1 3.3-1.2 5.5-1V3C11.3 2.8 9.5 3 8 4zM8 4v9',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a2.6 2.6 0 013.7 3.7L10.7 8.2M9 11.5L7.5 13a2.6 2.6 0 01-3.7-3.7L5.3 7.8',
  edit: 'M3 13l.6-2.8 7-7a1.3 1.3 0 011.9 0l.3.3a1.3 1.3 0 010 1.9l-7 7zM9.5 4.3l2.2 2.2',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9',
  'sign-out': 'M9.5 2.5H3.5v11h6M7 8h7M11.5 5.5L14 8l-2.5 2.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
} as const

export type IconName = keyof typeof paths
const isIconName = (name: string): name is IconName => name in paths
export const iconNames: readonly IconName[] = Object.keys(paths).filter(isIconName)

export interface IconProps {
  readonly name: IconName
  /** Edge in CSS pixels. */
  readonly size?: number
  readonly className?: string
}

export const Icon = ({ name, size = 16, className }: IconProps): ReactNode => (
  <svg className={className} width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={size < 14 ? 2 : 1.5}
    strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={paths[name]} /></svg>
)
