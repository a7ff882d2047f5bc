import type { ReactNode, RefObject } from 'react'
import type { ReviewView } from '../../../chain/5-inspection/contract.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import type { ReaderLook } from '../../../editor/shape-view.ts'
import { Checkbox, Switch } from '../../../ui/choice.tsx'
import { formatShare } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { arbitrateMessages as a } from './arbitrate-messages.ts'
import { ReaderLine } from './difference-list.tsx'
import type { Draft } from './ruling-work.ts'

/** Why the task is here: what the readers agree, or what a reviewer says. */
export const CaseNote = ({ work, reviews }: { readonly work: WorkView, readonly reviews: readonly ReviewView[] }): ReactNode => {
  const t = useT(), { dispute, agreement } = work.task, said = reviews.filter(review => review.verdict === 'dispute').at(-1)
  return (
    <>
      {dispute === 'agreement' && agreement !== null && <p className="secondary">{t(a.byAgreement, { share: formatShare(agreement, 0) })}</p>}
      {dispute === 'review' && <p className="secondary">{t(a.byReview)} {said?.comment}</p>}
    </>
  )
}

export interface ReadersPanelProps { readonly looks: readonly { readonly id: string, readonly look: ReaderLook, readonly n: number }[], readonly shown: string, /** Null where they stand side by side. */ readonly compares: boolean | null, readonly children: ReactNode, onShow(id: string): void, onCompare(compares: boolean): void }

/** Whose annotation is looked at; each reader has a line of their own. */
export const ReadersPanel = ({ looks, shown, compares, children, onShow, onCompare }: ReadersPanelProps): ReactNode => {
  const t = useT()
  return (
    <section className="verdict" aria-label={t(a.readers)}>
      <header><h2>{t(a.readers)}</h2><span className="quiet meta end">{t(a.blind)}</span></header>
      {children}
      <div className="readers" role="radiogroup" aria-label={t(a.readers)}>
        {looks.map(({ id, look, n }) => <label key={id} className="row"><input type="radio" name="reader" checked={id === shown} onChange={() => onShow(id)} /><ReaderLine look={look} /><span>{t(a.reader, { letter: look.letter, n })}</span></label>)}
      </div>
      {compares !== null && <Switch label={t(a.compare)} checked={compares} onChange={event => onCompare(event.target.checked)} />}
    </section>
  )
}

export interface RulingPanelProps { readonly draft: Draft, readonly letter: string, readonly reasonRef: RefObject<HTMLTextAreaElement | null>, onChange(part: Partial<Draft>): void }

/** The ruling itself: what becomes of the task, and why. */
export const RulingPanel = ({ draft, letter, reasonRef, onChange }: RulingPanelProps): ReactNode => {
  const t = useT()
  return (
    <section className="verdict" aria-label={t(a.ruling)}>
      <header><h2>{t(a.ruling)}</h2></header>
      <Segmented label={t(a.ruling)} value={draft.turn} segments={[{ value: 'stands', label: t(a.stands) }, { value: 'redo', label: t(a.redo) }, { value: 'discard', label: t(a.discard) }]} onChange={turn => onChange({ turn })} />
      {draft.turn === 'redo' && <Checkbox label={t(a.fresh)} checked={draft.fresh} onChange={event => onChange({ fresh: event.target.checked })} />}
      <p className="meta secondary">{draft.turn === 'stands' ? t(a.standsText, { letter }) : draft.turn === 'discard' ? t(a.discardText) : t(draft.fresh ? a.freshText : a.redoText)}</p>
      <label className="stack"><span className="meta secondary">{t(a.reason)}</span><textarea ref={reasonRef} rows={3} maxLength={5000} value={draft.reason} onChange={event => onChange({ reason: event.target.value })} /></label>
    </section>
  )
}
