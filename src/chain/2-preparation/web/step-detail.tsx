import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { server } from '../../../ui/server.ts'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import type { OperatorView } from '../contract.ts'
import { AssetPicture } from './asset-picture.tsx'
import { previewQuery, type Preview } from './live-preview.ts'
import { preparationMessages as m } from './messages.ts'
import { parameterFields } from './parameter-fields.ts'
import { ParameterForm } from './parameter-form.tsx'
import { stepsOf, type DraftStep } from './recipe-draft.ts'
import { ThresholdPlot } from './threshold-plot.tsx'

const Side = ({ title, tone, examples, modality, hrefOf }: { readonly title: string, readonly tone: 'bad' | 'accent', readonly examples: NonNullable<Preview['examples']>['kept'], readonly modality: string, hrefOf(asset: string): string }): ReactNode => {
  const t = useT()
  return (
    <div className={`side ${tone}`}>
      <h3>{title}</h3>
      {examples.length === 0 ? <p className="quiet">{t(m.noneOfThese)}</p> : (
        <ul>{examples.map(e => (
          <li key={e.asset}><a href={hrefOf(e.asset)} title={e.name}><AssetPicture asset={e.asset} modality={modality} /><span className="row"><span className="truncate grow">{e.name.split('/').at(-1)}</span><span className="value">{formatCount(Math.round(e.value * 10) / 10)}</span></span></a></li>
        ))}</ul>
      )}
    </div>
  )
}

const Outcome = ({ preview }: { readonly preview: Preview }): ReactNode => {
  const t = useT()
  if (preview.kept === null || preview.dropped === null) return <span className="secondary">{t(m.onlyRunTells)}</span>
  return (
    <span className="row end" role="status">
      <StatusPill shape="cross" tone="bad">{formatCount(preview.dropped)} {t(m.drops)}</StatusPill>
      <StatusPill shape="tick" tone="accent">{formatCount(preview.kept)} {t(m.keeps)}</StatusPill>
    </span>
  )
}

export interface StepDetailProps {
  readonly project: string
  readonly dataset: string | null
  readonly draft: readonly DraftStep[]
  readonly settled: readonly DraftStep[]
  readonly at: number
  readonly operator: OperatorView
  onChange(parameters: Readonly<Record<string, unknown>>): void
}

/** One step: what it does, its parameters, the distribution with the threshold in it, and what lies beside the threshold. */
export const StepDetail = ({ project, dataset, draft, settled, at, operator, onChange }: StepDetailProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const preview = useQuery(previewQuery(project, dataset, stepsOf(settled), at))
  const parameters = draft[at]?.parameters ?? {}, cut = operator.histogram?.parameter
  const field = cut === undefined ? undefined : parameterFields(operator.parameters).find(f => f.name === cut)
  const threshold = cut === undefined ? undefined : parameters[cut], text = cut === undefined ? undefined : operator.parameterTexts[cut]
  const found = preview.data
  // Powers of ten below the width of a bar: fine enough to land between any two bars.
  const round = (value: number): number => {
    if (field?.kind !== 'number') return value
    const grain = field.integer || !found?.histogram ? 1 : 10 ** Math.floor(Math.log10(Math.max(1e-6, (found.histogram.max - found.histogram.min) / 100)))
    const whole = field.integer ? Math.round(value) : Number((Math.round(value / grain) * grain).toPrecision(6))
    return Math.min(field.max ?? whole, Math.max(field.min ?? whole, whole))
  }
  const hrefOf = (asset: string): string => `/p/${project}/datasets/${dataset ?? ''}?asset=${asset}`
  return (
    <section className="card step-detail" aria-labelledby="step-title">
      <header>
        <h2 id="step-title">{pick(operator.title, locale)}</h2><code className="meta quiet">{operator.id}@{operator.version}</code>
        {operator.joint && <Tag>{t(m.joint)}</Tag>}
        {found && found.measured > 0 && <Outcome preview={found} />}
      </header>
      <div className="body stack loose">
        <p className="secondary">{pick(operator.describes, locale)}</p>
        <ParameterForm operator={operator} parameters={parameters} onChange={onChange} />
        {preview.error && <FailureState failure={server().failureOf(preview.error)} />}
        {found && found.unmeasured > 0 && <Note>{t(m.notMeasured, { n: found.unmeasured })}</Note>}
        {found?.histogram && cut !== undefined && typeof threshold === 'number' && (
          <div>
            <ThresholdPlot label={pick(text?.title ?? {}, locale) || cut} unit={text?.unit} histogram={found.histogram} threshold={threshold} isUpper={cut.startsWith('max')}
              kept={found.kept ?? 0} dropped={found.dropped ?? 0} round={round} onChange={value => onChange({ ...parameters, [cut]: value })} />
            <p className="meta quiet">{t(m.threshold)}</p>
          </div>
        )}
      </div>
      {found?.examples && found.measured > 0 && (
        <div className="examples">
          <Side title={t(m.nearDropped)} tone="bad" examples={found.examples.dropped} modality={operator.modalities[0] ?? ''} hrefOf={hrefOf} />
          <Side title={t(m.nearKept)} tone="accent" examples={found.examples.kept} modality={operator.modalities[0] ?? ''} hrefOf={hrefOf} />
        </div>
      )}
    </section>
  )
}
