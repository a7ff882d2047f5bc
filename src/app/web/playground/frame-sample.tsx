import { useMemo, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Estimate } from '../../../ui/estimate.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { ConsoleFrame } from '../frame/console-frame.tsx'
import type { FrameFacts } from '../frame/frame-facts.ts'
import { stages, supports, type Place } from '../page.ts'
import { usePalette } from '../palette/palette-provider.tsx'
import { roleMessages } from '../../../workspace/access/messages.ts'
import { galleryMessages as m } from './messages.ts'

const here = '/playground/frame'
const entries: ReadonlyMap<Place, string> = new Map(['me' as const, 'overview' as const, ...stages, ...supports].map(place => [place, place === 'overview' ? here : `${here}?at=${place}`]))

/** The console's frame with the facts of a project in the middle of its work. */
export const FrameSample = (): ReactNode => {
  const t = useT()
  const openPalette = usePalette()
  const facts = useMemo((): FrameFacts => {
    const project = { id: 'sample', name: t(m.sampleProject), organisation: t(m.sampleOrganisation), href: here }
    return {
      person: { name: t(m.samplePerson), role: t(roleMessages.coordinator) }, project, projects: [project], openQuestions: 3, waiting: 3, liveRuns: 2,
      stages: {
        source: { count: 184_320, state: 'done' }, screen: { count: 171_414, state: 'done' }, clean: { count: 171_096, state: 'done' }, classify: { count: 171_096, state: 'done' },
        annotate: { count: 68_240, state: { share: 0.71 } }, inspect: { count: 52_000, state: { share: 0.54 } }, release: { count: 48_000, state: { share: 0.5 } }, exchange: { count: 2, state: 'not-begun' },
      },
    }
  }, [t])
  return (
    <ConsoleFrame facts={facts} entries={entries} place="overview" crumbs={[{ label: t(m.sampleOrganisation), href: here }, { label: t(m.sampleProject) }]} onSearch={openPalette} onHelp={openPalette} account={{ onSignOut: openPalette }}>
      <PageHead title={t(m.sampleProject)} actions={<><Button icon="import">{t(m.import)}</Button><Button variant="primary" icon="plus">{t(m.newBatch)}</Button></>}>{t(m.sampleSubtitle)}</PageHead>
      <section className="card" aria-label={t(m.qualityWeek)}>
        <header><h2>{t(m.qualityWeek)}</h2></header>
        <div className="body" style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 32, maxWidth: 560 }}>
          <Estimate label={t(m.accuracy)} value={0.983} interval={[0.974, 0.989]} n={1250} goal={0.98} /><Estimate label={t(m.firstPass)} value={0.916} interval={[0.91, 0.921]} n={9840} goal={0.9} />
        </div>
      </section>
    </ConsoleFrame>
  )
}
