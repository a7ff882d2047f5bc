import type { ReactNode } from 'react'
import { formatDay, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { batchMessages as m } from './batch-messages.ts'
import { BatchProgress, planWords, useKindWord } from './batch-pieces.tsx'

/** What the batch waits for, where the counts or the plan tell. */
const Remarks = ({ batch, href }: { readonly batch: BatchView, readonly href: string }): ReactNode => {
  const t = useT(), parked = batch.counts['parked'] ?? 0, disputed = batch.counts['disputed'] ?? 0
  return (
    <>
      {disputed > 0 && <a className="remark warn" href={`${href}?state=disputed`}><Icon name="triangle" size={14} />{t(m.disputedSome, { n: disputed })}</a>}
      {parked > 0 && <a className="remark warn" href={`${href}?state=parked`}><Icon name="pause" size={14} />{t(m.parkedSome, { n: parked })}</a>}
      {batch.state === 'submitted' && <span className="remark"><Icon name="info" size={14} />{t(batch.plan ? m.waitsForSample : m.waitsForAcceptance)}</span>}
    </>
  )
}

export interface BatchCardProps { readonly batch: BatchView, readonly href: string, /** Where the reader may know it. */ readonly selection: string | undefined }

export const BatchCard = ({ batch, href, selection }: BatchCardProps): ReactNode => {
  const t = useT(), kindWord = useKindWord(), created = new Date(batch.createdAt)
  return (
    <article className="batch-card" aria-label={`${batch.display} ${batch.name}`}>
      <div className="row"><a className="strong number" href={href}>{batch.display}</a>{batch.kind !== 'production' && <Tag>{kindWord(batch.kind)}</Tag>}<time className="meta quiet end" dateTime={batch.createdAt} title={`${t(m.created)} ${formatTime(created)}`}>{formatDay(created)}</time></div>
      <div className="truncate" title={batch.name}>{batch.name}</div>
      <BatchProgress batch={batch} />
      <div className="meta secondary">{[selection, t(m.overlapShort, { n: batch.overlap }), t(batch.review === 'all' ? m.reviewAllShort : batch.review === 'sample' ? m.reviewSampleShort : m.reviewNoneShort)].filter(Boolean).join(' · ')}</div>
      {batch.plan && <div className="meta secondary">{planWords(t, batch.plan)}</div>}
      <Remarks batch={batch} href={href} />
    </article>
  )
}
