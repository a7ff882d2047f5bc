import { useState, type ReactNode } from 'react'
import { Facet, FacetSection } from '../../../ui/facet.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Histogram } from '../../../ui/histogram.tsx'
import type { EdgeRange } from '../../../ui/histogram-range.ts'
import { useT } from '../../../ui/i18n.tsx'
import { useRemembered } from '../../../ui/remembered.ts'
import { Splitter } from '../../../ui/splitter.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { galleryMessages as m } from './messages.ts'
import { Section } from './section.tsx'

/** A skewed bell, 35 bins from 0 to 490. */
const edges = Array.from({ length: 36 }, (_, i) => i * 14)
const counts = Array.from({ length: 35 }, (_, i) => Math.round(900 * Math.exp(-(((i - 14) / (i < 14 ? 6 : 8)) ** 2) / 2)))
const assets = Array.from({ length: 10_000 }, (_, i) => `gy_${110_000 + i * 37}`)
const isNumber = (value: unknown): value is number => typeof value === 'number'

const LongList = (): ReactNode => {
  const t = useT()
  const [width, setWidth] = useRemembered('feedstock.playground.list', 160, isNumber)
  return (
    <Section title={t(m.lists)}>
      <div className="list-demo">
        <div style={{ width, flex: 'none' }}><VirtualList label={t(m.listOf, { n: formatCount(assets.length) })} items={assets} rowHeight={28} keyOf={id => id} row={id => <div className="item"><code>{id}</code></div>} /></div>
        <Splitter label={t(m.listWidth)} orientation="vertical" size={width} min={96} max={240} onResize={setWidth} />
        <div className="grow" style={{ padding: 10 }}>{width} px</div>
      </div>
    </Section>
  )
}

export const FilterSections = (): ReactNode => {
  const t = useT()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['night', 'dusk']))
  const [range, setRange] = useState<EdgeRange>({ low: 8, high: 35 })
  const toggle = (value: string, on: boolean): void => { const next = new Set(selected); if (on) next.add(value); else next.delete(value); setSelected(next) }
  return (
    <>
      <Section title={t(m.facets)}>
        <div>
          <Facet title={t(m.time)} selected={selected} onToggle={toggle} options={[{ value: 'night', label: t(m.night), count: 8206 }, { value: 'dusk', label: t(m.dusk), count: 4212 }, { value: 'day', label: t(m.day), count: 141_905 }, { value: 'backlit', label: t(m.backlit), count: 0 }]} />
          <FacetSection title={t(m.sharpness)}><Histogram label={t(m.sharpness)} edges={edges} counts={counts} range={range} onChange={setRange} format={String} /></FacetSection>
        </div>
      </Section>
      <LongList />
    </>
  )
}
