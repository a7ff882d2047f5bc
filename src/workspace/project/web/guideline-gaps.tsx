import { useMemo, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { LabelClass } from '../../../sockets/label-schema.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { guidelineGaps, type GuidelineDocument, type GuidelineGap } from '../model.ts'
import { addressOfSection, sectionOfGap } from './guideline-draft.ts'
import { guidelineMessages as m } from './guideline-messages.ts'

/** How many are named; the rest is counted. */
const LISTED = 10

/** What the standard asks for and the guideline does not say; each leads to where it is written. */
export const GuidelineGaps = ({ document, classes, withdrawn }: { readonly document: GuidelineDocument, readonly classes: readonly LabelClass[], readonly withdrawn: readonly string[] }): ReactNode => {
  const t = useT(), { locale } = useLocale(), [, choose] = useUrlState('section', 'part:goal')
  const gaps = useMemo(() => guidelineGaps(document, classes.map(({ id }) => id), new Set(withdrawn)), [document, classes, withdrawn])
  const nameOf = (id: string | null): string => id === null ? t(m.allClasses) : pick(classes.find(entry => entry.id === id)?.name ?? {}, locale) || id
  const words = (gap: GuidelineGap): string => 'part' in gap ? t(m[gap.part]) : 'withdrawn' in gap ? t(m.gapWithdrawn, { name: nameOf(gap.class), n: gap.rule + 1 }) : t(m.gapExamples, { name: nameOf(gap.class), kind: t(m[gap.examples]) })
  return (
    <section className="card" aria-labelledby="gaps">
      <header><h2 id="gaps">{t(m.gaps)}</h2>{gaps.length > 0 && <span className="meta quiet end">{gaps.length}</span>}</header>
      <div className="body">
        {gaps.length === 0 ? <p className="row"><Icon name="tick" size={14} />{t(m.noGaps)}</p> : <ul className="gap-list">
          {gaps.slice(0, LISTED).map(gap => <li key={words(gap)}><button type="button" className="ui-link" onClick={() => choose(addressOfSection(sectionOfGap(gap)))}>{words(gap)}</button></li>)}
          {gaps.length > LISTED && <li className="quiet">{t(m.moreGaps, { n: gaps.length - LISTED })}</li>}
        </ul>}
      </div>
    </section>
  )
}
