import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { listReviews } from '../../../chain/5-inspection/contract.ts'
import { defectMessages } from '../../../chain/5-inspection/web/messages.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { failureOf } from '../api.ts'
import { serverQuery } from '../../../ui/server.ts'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { labelOf, type NamedShape } from './shape-names.ts'

export const defectName = (code: string): (typeof defectMessages)[keyof typeof defectMessages] | null =>
  code in defectMessages ? defectMessages[code as keyof typeof defectMessages] : null

export interface SentBackProps { readonly work: WorkView, readonly session: AnySession, readonly shapes: readonly NamedShape[], onFrame(): void }

/** Why the task came back, shape by shape; who said so stays hidden. */
export const SentBack = ({ work, session, shapes, onFrame }: SentBackProps): ReactNode => {
  const t = useT()
  const { data, error } = useQuery(serverQuery(listReviews, { params: { assignment: work.assignment.id } }))
  if (error) return <FailureState failure={failureOf(error)} />
  const last = data?.reviews.findLast(review => review.verdict === 'return')
  const { reason } = work.assignment
  // A ruling sends back with its reason alone; a reviewer names the shapes.
  if (!last) return reason ? <Note tone="warn"><div>{t(m.sentBack)}</div><p>{reason}</p></Note> : null
  const go = (shape: string): void => { session.select([shape]); onFrame() }
  return (
    <Note tone="warn">
      <div>{t(m.sentBack)}</div>
      <ul className="sent-back">
        {last.defects.map((defect, i) => {
          const named = shapes.find(shape => shape.record.id === defect.shape), kind = defectName(defect.code)
          const words = [named ? labelOf(named) : defect.shape === null ? t(m.wholeTask) : t(m.removedShape), kind ? t(kind) : defect.code, defect.note].filter(Boolean).join(' · ')
          return <li key={i}>{named ? <button type="button" className="ui-link" onClick={() => go(named.record.id)}>{words}</button> : words}</li>
        })}
        {last.comment && <li>{last.comment}</li>}
      </ul>
    </Note>
  )
}
