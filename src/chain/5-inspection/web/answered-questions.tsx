import type { ReactNode } from 'react'
import { buttonClass } from '../../../ui/button.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import type { QuestionView } from '../../3-production/questions/contract.ts'
import { workMessages as m } from './messages.ts'

/** In the inbox: one's own questions that have an answer and that one has not closed. */
export const AnsweredQuestions = ({ questions }: { readonly questions: readonly QuestionView[] }): ReactNode => {
  const t = useT(), exists = usePageExists()
  if (questions.length === 0 || !exists('/p/$project/questions')) return null
  return (
    <section className="card">
      <header><h2>{t(m.answered)}</h2><span className="quiet">{formatCount(questions.length)}</span></header>
      <table className="table"><tbody>
        {questions.map(q => (
          <tr key={q.id}>
            <td className="mono">{`Q-${q.number}`}</td><td className="strong">{q.title}</td>
            <td className="quiet">{q.batchDisplay && q.taskNumber !== null && `${q.batchDisplay} / ${q.taskNumber}`}</td>
            <td className="quiet">{q.answeredAt && formatTime(new Date(q.answeredAt))}</td>
            <td className="number"><a className={buttonClass({ size: 's' })} href={`/p/${q.project}/questions?question=${q.id}`}>{t(m.readAnswer)}</a></td>
          </tr>
        ))}
      </tbody></table>
    </section>
  )
}
