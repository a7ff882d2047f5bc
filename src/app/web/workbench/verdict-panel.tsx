import type { ReactNode } from 'react'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { DefectList } from './defect-list.tsx'
import { reviewMessages as r } from './messages.ts'
import type { Judged, ReviewDesk } from './review-desk.ts'

export interface VerdictPanelProps {
  readonly desk: ReviewDesk
  readonly judged: Judged
  readonly defects: readonly DefectInput[]
  readonly comment: string
  /** Are the other annotations shown dotted? */
  readonly compares: boolean
  onCompare(compares: boolean): void
  nameOf(shape: string | null, isPinned?: boolean): string
  onShow(annotation: string): void
  onAsk(): void
  onPin(): void
  onRemove(defect: DefectInput): void
  onComment(comment: string): void
  onSelect(shape: string): void
}

/** Which annotation is looked at, what is wrong with it, what to tell its author. */
export const VerdictPanel = ({ desk, judged, defects, comment, compares, onCompare, nameOf, onShow, onAsk, onPin, onRemove, onComment, onSelect }: VerdictPanelProps): ReactNode => {
  const t = useT()
  return (
    <section className="verdict" aria-label={t(r.verdict)}>
      {desk.judged.length > 1 && <>
        <header><h2>{t(r.annotations)}</h2><span className="quiet meta end">{t(r.blind)}</span></header>
        <Segmented label={t(r.annotations)} value={judged.annotation.id} segments={desk.judged.map(one => ({ value: one.annotation.id, label: t(r.annotation, { letter: one.letter }) }))} onChange={onShow} />
        <Switch label={t(r.compare)} checked={compares} onChange={event => onCompare(event.target.checked)} />
      </>}
      <DefectList defects={defects} nameOf={nameOf} emptyText={t(r.noDefects, { key: 'U' })} onAsk={onAsk} onPin={onPin} onRemove={onRemove} onSelect={onSelect} />
      <label className="stack"><span className="meta secondary">{t(r.comment)}</span><textarea rows={2} maxLength={5000} value={comment} onChange={event => onComment(event.target.value)} /></label>
    </section>
  )
}
