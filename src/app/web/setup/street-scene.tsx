import type { ReactNode } from 'react'
import { seededRandom, type Random } from '../../../kernel/random.ts'

interface Car { readonly x: number, readonly y: number, readonly w: number, readonly paint: string }
const paints = ['#e7e4dc', '#c9cdd1', '#52616b', '#c4453c', '#e3a53a', '#3f6fa5'] as const

/** Cars nearer to the viewer stand lower and are larger. */
const carsOf = (random: Random): Car[] => Array.from({ length: 3 }, () => random.next()).sort((a, b) => a - b).map(near => ({
  x: 80 + (random.next() - 0.5) * (30 + near * 90), y: 62 + near * 34, w: 16 + near * 18, paint: paints[random.integer(paints.length)] ?? paints[0],
}))

const CarShape = ({ car: { x, y, w, paint }, boxed }: { readonly car: Car, readonly boxed: boolean }): ReactNode => {
  const h = w * 0.62
  return (
    <g>
      <ellipse cx={x} cy={y} rx={w * 0.55} ry={w * 0.07} opacity=".35" />
      <path d={`M${x - w * 0.3} ${y - h}h${w * 0.6}l${w * 0.13} ${h * 0.48}h${-w * 0.86}z`} fill={paint} />
      <path d={`M${x - w * 0.24} ${y - h * 0.9}h${w * 0.48}l${w * 0.08} ${h * 0.34}h${-w * 0.64}z`} fill="#27313a" />
      <rect x={x - w / 2} y={y - h * 0.55} width={w} height={h * 0.5} rx={w * 0.07} fill={paint} />
      <rect x={x - w * 0.44} y={y - h * 0.44} width={w * 0.14} height={h * 0.14} fill="#d8433a" /><rect x={x + w * 0.3} y={y - h * 0.44} width={w * 0.14} height={h * 0.14} fill="#d8433a" />
      {boxed && <rect x={x - w * 0.56} y={y - h * 1.06} width={w * 1.12} height={h * 1.14} fill="none" stroke="var(--c01)" strokeWidth="1.6" />}
    </g>
  )
}

/** A drawn street for the sample's thumbnails; the same seed draws the same street. */
export const StreetScene = ({ seed, boxed = false, fog = false }: { readonly seed: string, readonly boxed?: boolean, readonly fog?: boolean }): ReactNode => {
  const random = seededRandom(seed)
  const houses = Array.from({ length: 7 }, (_, i) => ({ x: i * 24 - 4, h: 14 + random.next() * 26, shade: 0.62 + random.next() * 0.14 }))
  const cars = carsOf(random)
  return (
    <svg viewBox="0 0 160 104" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width="160" height="52" fill="#b9d2e6" />
      {houses.map(h => <rect key={h.x} x={h.x} y={50 - h.h} width="23" height={h.h} fill={`oklch(${h.shade.toFixed(2)} 0.012 250)`} />)}
      <rect y="49" width="160" height="55" fill="#8f9a8a" />
      <path d="M74 47h12L178 104H-18z" fill="#6b7076" />
      <path d="M79.4 51h1.2l.8 5h-2.8zM78.2 62h3.6l1.4 8h-6.4zM76 80h8l2.4 14H73.6z" fill="#e9e6da" opacity=".75" />
      {[8, 30, 134, 154].map(x => <g key={x}><rect x={x - 1} y="46" width="2" height="13" fill="#4c4237" /><circle cx={x} cy="42" r={10 + (x % 4)} fill="#5d7a55" /></g>)}
      {cars.map(car => <CarShape key={`${car.x}-${car.y}`} car={car} boxed={boxed} />)}
      {fog && <rect width="160" height="104" fill="#dfe3e4" opacity=".55" />}
    </svg>
  )
}
