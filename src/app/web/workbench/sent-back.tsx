import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { listReviews, type ReviewView } from '../../../chain/5-inspection/contract.ts'
import { AppealButton } from '../../../chain/5-inspection/web/workbench-appeal.tsx'
import { defectMessages } from '../../../chain/5-inspection/web/messages.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { failureOf } from '../api.ts'
import { serverQuery } from '../../../ui/server.ts'
import { pinMessages as p } from './pin-messages.ts'
import { workbenchMessages as m } from './messages.ts'
import { labelOf, type NamedShape } from './shape-names.ts'

export const defectName = (code: string): (typeof defectMessages)[keyof typeof defectMessages] | null =>
  code in defectMessages ? defectMessages[code as keyof typeof defectMessages] : null

/** The last word that sent the work back: of a review, of the inspection of its lot, or of the client. */
export interface Return { readonly by: 'review' | 'inspection' | 'client', readonly comment: string, readonly defects: ReviewView['defects'], readonly review: ReviewView | null }
export const useLastReturn = (work: WorkView): { readonly last: Return | null, readonly error: Error | null } => {
  const { data, error } = useQuery(serverQuery(listReviews, { params: { assignment: work.assignment.id } }))
  const review = data?.reviews.findLast(one => one.verdict === 'return'), other = data?.others.at(-1)
  if (other && (!review || other.at > review.at)) return { last: { ...other, review: null }, error }
  return { last: review ? { by: 'review', comment: review.comment, defects: review.defects, review } : null, error }
}

export interface SentBackProps { readonly work: WorkView, readonly shapes: readonly NamedShape[], onGo(shape: string): void }

/** Why the task came back, shape by shape and pin by pin; who said so stays hidden. */
export const SentBack = ({ work, shapes, onGo }: SentBackProps): ReactNode => {
  const t = useT(), { last, error } = useLastReturn(work)
  if (error) return <FailureState failure={failureOf(error)} />
  const { reason } = work.assignment
  // A ruling sends back with its reason alone; a reviewer names the shapes.
  if (!last) return reason ? <Note tone="warn"><div>{t(m.sentBack)}</div><p>{reason}</p></Note> : null
  const pins = new Map(last.defects.filter(one => one.pin).map((defect, i) => [defect, i + 1]))
  return (
    <Note tone="warn">
      <div className="row"><span className="grow">{t(last.by === 'review' ? m.sentBack : last.by === 'inspection' ? m.sentBackByInspection : m.sentBackByClient)}</span>{last.review && <AppealButton assignment={work.assignment.id} review={last.review} />}</div>
      <ul className="sent-back">
        {last.defects.map((defect, i) => {
          const named = shapes.find(shape => shape.record.id === defect.shape), kind = defectName(defect.code), place = defect.pin ? t(p.place) : t(m.wholeTask)
          const words = [named ? labelOf(named) : defect.shape === null ? place : t(m.removedShape), kind ? t(kind) : defect.code, defect.note].filter(Boolean).join(' · ')
          return <li key={i}>{pins.has(defect) && <span className="pin-number">{pins.get(defect)}</span>} {named ? <button type="button" className="ui-link" onClick={() => onGo(named.record.id)}>{words}</button> : words}</li>
        })}
        {last.comment && <li>{last.comment}</li>}
      </ul>
    </Note>
  )
}
