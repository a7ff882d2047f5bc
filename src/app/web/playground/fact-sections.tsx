import type { ReactNode } from 'react'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { classColourCount } from '../../../ui/class-colour.ts'
import { Estimate } from '../../../ui/estimate.tsx'
import { Icon, iconNames } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { SavingLine, StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { galleryMessages as m } from './messages.ts'
import { Section } from './section.tsx'

const colours = ['bg', 'surface', 'surface-2', 'surface-3', 'line', 'line-field', 'ink-3', 'ink-2', 'ink', 'accent', 'ok', 'warn', 'bad', 'model'] as const

const Statuses = (): ReactNode => {
  const t = useT()
  return (
    <Section title={t(m.status)}>
      <div className="row wrap">
        <StatusPill shape="clock">{t(m.queued)}</StatusPill><StatusPill shape="ring">{t(m.notBegun)}</StatusPill><StatusPill shape="half" tone="accent">{t(m.inspecting)}</StatusPill>
        <StatusPill shape="pause" tone="warn">{t(m.waiting)}</StatusPill><StatusPill shape="tick" tone="ok">{t(m.accepted)}</StatusPill><StatusPill shape="cross" tone="bad">{t(m.rework)}</StatusPill>
        <StatusPill shape="triangle" tone="bad">{t(m.errors)}</StatusPill><StatusPill shape="spark" tone="model">{t(m.suggestion)}</StatusPill><Tag>v3.2</Tag><Tag icon="lock">{t(m.frozen)}</Tag>
      </div>
      <div className="stack"><SavingLine state="saved">{t(m.saved)}</SavingLine><SavingLine state="local">{t(m.savedHere)}</SavingLine><SavingLine state="unsaved">{t(m.notSaved)}</SavingLine></div>
    </Section>
  )
}

const Figures = (): ReactNode => {
  const t = useT()
  return (
    <Section title={t(m.figures)}>
      <div className="pair">
        <Estimate label={t(m.accuracy)} value={0.983} interval={[0.974, 0.989]} n={1250} goal={0.98} />
        <Estimate label={t(m.firstPass)} value={0.956} interval={[0.935, 0.97]} n={612} goal={0.975} href="/playground" />
        <Estimate small label={t(m.accuracy)} value={0.983} interval={[0.974, 0.989]} n={1250} goal={0.98} />
        <Estimate small label={t(m.accuracy)} value={0.93} interval={[0.76, 0.99]} n={14} goal={0.98} />
      </div>
      <ProgressBar label={t(m.progress)} total={2000} segments={[{ label: t(m.accepted), count: 600, tone: 'ok' }, { label: t(m.reviewed), count: 500, tone: 'accent' }, { label: t(m.submitted), count: 400, tone: 'neutral' }]} />
      <div className="meta secondary">600 / 500 / 400</div>
    </Section>
  )
}

export const FactSections = (): ReactNode => {
  const t = useT()
  return (
    <>
      <Section title={t(m.colours)}><div className="colours">{colours.map(c => <div key={c}><span style={{ background: `var(--${c})` }} /><div className="meta secondary">{c}</div></div>)}</div></Section>
      <Section title={t(m.palette)}><div className="swatches">{Array.from({ length: classColourCount }, (_, i) => <span key={i}><ClassSwatch slot={i + 1} large />{i + 1}</span>)}</div></Section>
      <Section title={t(m.icons)}><div className="icons">{iconNames.map(name => <span key={name} title={name}><Icon name={name} /></span>)}</div></Section>
      <Section title={t(m.type)}>
        <div style={{ fontSize: 28, fontWeight: 600, lineHeight: 1.2 }}>98.3 %</div>
        <div style={{ fontSize: 20, fontWeight: 600 }}>{t(m.typeTitle)}</div>
        <div style={{ fontSize: 14, fontWeight: 600 }}>{t(m.typeCard)}</div>
        <div>{t(m.typeBody)}</div><div className="meta quiet">{t(m.typeMeta)}</div><code>sha256 5be4 09c1 77fa</code>
      </Section>
      <Statuses /><Figures />
      <Section title={t(m.keys)}>
        <div className="row wrap meta secondary"><KeyHint keys="Tab" />{t(m.nextObject)}<KeyHint keys="F6" />{t(m.nextRegion)}<KeyHint keys="Ctrl K" /></div>
      </Section>
    </>
  )
}
