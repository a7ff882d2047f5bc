import type { ReactNode } from 'react'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { reviewMessages as r } from './messages.ts'
import type { Judged, ReviewDesk } from './review-desk.ts'
import { defectName } from './sent-back.tsx'

export interface VerdictPanelProps {
  readonly desk: ReviewDesk
  readonly judged: Judged
  readonly defects: readonly DefectInput[]
  readonly comment: string
  /** Are the other annotations shown dotted? */
  readonly compares: boolean
  onCompare(compares: boolean): void
  nameOf(shape: string | null): string
  onShow(annotation: string): void
  onAsk(): void
  onRemove(defect: DefectInput): void
  onComment(comment: string): void
  onSelect(shape: string): void
}

/** Which annotation is looked at, what is wrong with it, what to tell its author. */
export const VerdictPanel = ({ desk, judged, defects, comment, compares, onCompare, nameOf, onShow, onAsk, onRemove, onComment, onSelect }: VerdictPanelProps): ReactNode => {
  const t = useT()
  const words = (defect: DefectInput): string => { const name = defectName(defect.code); return [nameOf(defect.shape ?? null), name ? t(name) : defect.code, t(r[defect.severity]), defect.note].filter(Boolean).join(' · ') }
  return (
    <section className="verdict" aria-label={t(r.verdict)}>
      {desk.judged.length > 1 && <>
        <header><h2>{t(r.annotations)}</h2><span className="quiet meta end">{t(r.blind)}</span></header>
        <Segmented label={t(r.annotations)} value={judged.annotation.id} segments={desk.judged.map(one => ({ value: one.annotation.id, label: t(r.annotation, { letter: one.letter }) }))} onChange={onShow} />
        <Switch label={t(r.compare)} checked={compares} onChange={event => onCompare(event.target.checked)} />
      </>}
      <header><h2>{t(r.defects)}</h2><span className="quiet">{defects.length}</span><span className="end"><Button size="s" keyHint="U" onClick={onAsk}>{t(r.addDefect)}</Button></span></header>
      {defects.length === 0 && <p className="quiet">{t(r.noDefects, { key: 'U' })}</p>}
      <ul className="defects">
        {defects.map((defect, i) => (
          <li key={i} className="row">
            {defect.shape ? <button type="button" className="ui-link grow truncate" onClick={() => onSelect(defect.shape ?? '')}>{words(defect)}</button> : <span className="grow">{words(defect)}</span>}
            <IconButton icon="cross" label={`${t(r.removeDefect)}: ${words(defect)}`} onClick={() => onRemove(defect)} />
          </li>
        ))}
      </ul>
      <label className="stack"><span className="meta secondary">{t(r.comment)}</span><textarea rows={2} maxLength={5000} value={comment} onChange={event => onComment(event.target.value)} /></label>
    </section>
  )
}
