import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { buttonClass, IconButton } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { readAsset, readContent, readText, type AssetView } from '../../1-source/contract.ts'
import { objectLooks } from '../../1-source/linked/messages.ts'
import { paperMessages } from '../../1-source/papers/messages.ts'
import { sourceMessages } from '../../1-source/web/messages.ts'
import type { LedgerView } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'
import { applies, OutcomePill, useOperatorWords } from './verdict-words.tsx'

/** Longer texts are opened, not shown. */
const longestShown = 100_000

const Preview = ({ asset }: { readonly asset: AssetView }): ReactNode => {
  const length = asset.facts['codePoints'], isText = asset.modality === 'text'
  const text = useQuery({ ...serverQuery(readText, { params: { asset: asset.id } }), staleTime: Infinity, enabled: isText && typeof length === 'number' && length <= longestShown })
  if (isText) return text.data ? <p className="whole-text" tabIndex={0}>{text.data.text}</p> : null
  return asset.modality === 'image' ? <img src={server().mediaUrlOf(readContent, { params: { asset: asset.id }, query: {} })} alt={asset.name} /> : null
}

const provenanceLines = (provenance: NonNullable<AssetView['provenance']>): readonly string[] =>
  Object.entries(provenance).flatMap(([key, value]) => key === 'kind' ? [] : [value])

const Verdicts = ({ ledger, hrefOf }: { readonly ledger: LedgerView, hrefOf(asset: string): string }): ReactNode => {
  const t = useT(), words = useOperatorWords()
  return (
    <ol className="stack">{ledger.verdicts.map(v => {
      const similar = typeof v.detail === 'object' && v.detail !== null && 'of' in v.detail && typeof v.detail.of === 'string' ? v.detail.of : null
      return (
        <li key={v.step}>
          <div className="row"><span className="quiet meta">{v.step + 1}</span><span className="grow truncate">{words.operator(v.operator)}</span>{applies(v) ? <OutcomePill outcome={v.outcome} /> : <span className="meta quiet">{t(m.doesNotApply)}</span>}</div>
          {v.reason && <div className="meta secondary">{words.reason(v.operator, v.reason)} <span className="quiet">{words.detail(v)}</span></div>}
          {v.facet && <div className="meta secondary">{words.facet(v.facet)}: {words.facetValue(v.facet, v.value ?? '')}</div>}
          {similar && <div className="meta"><a href={hrefOf(similar)}>{t(m.similar)}</a></div>}
          {v.overruled && <div className="meta">{t(m.overruled, { outcome: v.overruled.outcome, reason: v.overruled.reason })}</div>}
        </li>
      )
    })}</ol>
  )
}

export interface AssetDrawerProps {
  readonly id: string
  /** Its verdicts, where a recipe was applied. */
  readonly ledger: LedgerView | undefined
  hrefOf(asset: string): string
  onClose(): void
}

/** One asset beside the grid: what it is, where it came from, what was said of it and why. */
export const AssetDrawer = ({ id, ledger, hrefOf, onClose }: AssetDrawerProps): ReactNode => {
  const t = useT()
  const { data: asset, error } = useQuery(serverQuery(readAsset, { params: { asset: id } }))
  return (
    <aside className="asset-drawer card" aria-label={t(m.facts)}>
      <header><h2 className="truncate grow" title={asset?.name}>{asset?.name ?? ''}</h2><IconButton icon="cross" label={t(m.close)} onClick={onClose} /></header>
      <div className="body stack loose">
        {error && <FailureState failure={server().failureOf(error)} />}
        {!asset && !error && <SkeletonRows rows={6} />}
        {asset && <>
          <Preview asset={asset} />
          <div><a className={buttonClass({ size: 's' })} href={server().mediaUrlOf(readContent, { params: { asset: asset.id }, query: {} })} target="_blank" rel="noreferrer">{t(m.download)}</a></div>
          <section><h3>{t(m.facts)}</h3>
            <dl className="facts meta">
              <dt>{t(m.mediaType)}</dt><dd>{asset.mediaType}</dd><dt>{t(m.size)}</dt><dd>{formatBytes(asset.size)}</dd>
              {Object.entries(asset.facts).map(([key, value]) => [<dt key={`${key} name`}>{key}</dt>, <dd key={key}>{String(value)}</dd>])}
              <dt>SHA-256</dt><dd><code>{asset.sha256}</code></dd><dt>{t(m.importedAt)}</dt><dd>{formatTime(new Date(asset.createdAt))}</dd>
            </dl>
          </section>
          {asset.provenance && <section><h3>{t(m.provenance)}</h3><p className="strong">{t(sourceMessages[asset.provenance.kind])}</p>{provenanceLines(asset.provenance).map(line => <p key={line} className="secondary">{line}</p>)}
            {asset.consents !== null && <p className="secondary">{t(paperMessages.consents)} {asset.consents}</p>}</section>}
          {asset.outside && <section><h3>{t(paperMessages.outside)}</h3><StatusPill shape={objectLooks[asset.outside].shape} tone={objectLooks[asset.outside].tone}>{t(objectLooks[asset.outside].text)}</StatusPill></section>}
          <section><h3>{t(m.verdicts)}</h3>{ledger ? <Verdicts ledger={ledger} hrefOf={hrefOf} /> : <p className="quiet">{t(m.noVerdicts)}</p>}</section>
        </>}
      </div>
    </aside>
  )
}
