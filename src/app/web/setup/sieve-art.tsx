import { useMemo, type ReactNode } from 'react'
import { seededRandom, type Random } from '../../../kernel/random.ts'
import { useT } from '../../../ui/i18n.tsx'
import { setupMessages } from './messages.ts'

const kinds = ['var(--c01)', 'oklch(0.54 0.115 162)', 'oklch(0.70 0.145 72)', 'oklch(0.55 0.19 28)', 'oklch(0.62 0.10 254)'] as const
const grey = 'oklch(0.80 0.02 95)'
interface Grain { readonly x: number, readonly y: number, readonly r: number, readonly fill: string, readonly opacity: number }

const oneOf = <T,>(random: Random, all: readonly [T, ...T[]]): T => all[random.integer(all.length)] ?? all[0]

/** Raw: every size and kind, some of it dust. */
const raw = (random: Random): Grain[] => Array.from({ length: 250 }, () => ({
  x: 30 + random.next() * 500, y: 12 + random.next() * 226, r: 1.6 + random.next() ** 3 * 8.5,
  fill: random.next() < 0.12 ? grey : oneOf(random, kinds), opacity: 0.35 + random.next() * 0.6,
}))
/** Screened: even, still mixed. */
const screened = (random: Random): Grain[] => Array.from({ length: 150 }, () => ({
  x: 62 + random.next() * 440, y: 262 + random.next() * 156, r: 1.8 + random.next() * 3.8, fill: oneOf(random, kinds), opacity: 0.55 + random.next() * 0.45,
}))
/** Cleaned: one size, falling into its class. */
const cleaned = (random: Random): Grain[] => Array.from({ length: 110 }, (_, i) => {
  const kind = i % kinds.length
  return { x: 108 + kind * 84 + (random.next() - 0.5) * 58, y: 446 + random.next() * 138, r: 4, fill: kinds[kind] ?? grey, opacity: 1 }
})
/** Rows of finished blocks per class. */
const heights = [8, 5, 6, 7, 8] as const

/** Loose grains pass three sieves and come out as blocks. The same picture every time. */
export const SieveArt = (): ReactNode => {
  const t = useT()
  const grains = useMemo(() => { const random = seededRandom('feedstock'); return [...raw(random), ...screened(random), ...cleaned(random)] }, [])
  return (
    <div className="sieve-art">
      <svg viewBox="0 0 560 780" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
        {grains.map((g, i) => <circle key={i} cx={g.x.toFixed(1)} cy={g.y.toFixed(1)} r={g.r.toFixed(1)} fill={g.fill} opacity={g.opacity.toFixed(2)} />)}
        {heights.map((rows, kind) => Array.from({ length: rows * 4 }, (_, i) => (
          <rect key={`${kind}-${i}`} x={84 + kind * 84 + (i % 4) * 14} y={747 - Math.floor(i / 4) * 15} width="11.5" height="11.5" rx="2.4" fill={kinds[kind]} />
        )))}
        <g stroke="oklch(0.86 0.01 95)" strokeWidth="1.5">
          <line x1="30" x2="530" y1="250" y2="250" strokeDasharray="10 9" />
          <line x1="56" x2="504" y1="430" y2="430" strokeDasharray="6 6" />
          <line x1="82" x2="478" y1="600" y2="600" strokeDasharray="3 4" />
        </g>
      </svg>
      <span className="sieve-label first">{t(setupMessages.sieveScreen)}</span>
      <span className="sieve-label second">{t(setupMessages.sieveClean)}</span>
      <span className="sieve-label third">{t(setupMessages.sieveClassify)}</span>
    </div>
  )
}
