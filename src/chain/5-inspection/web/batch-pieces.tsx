import type { ReactNode } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { batchStateMessages, taskStateMessages } from '../../3-production/messages.ts'
import type { BatchState, TaskState } from '../../3-production/model.ts'
import { batchMessages as m } from './batch-messages.ts'
import { batchLooks, progressOf, taskLooks } from './batch-words.ts'

export const BatchPill = ({ state }: { readonly state: BatchState }): ReactNode => {
  const t = useT(), [shape, tone] = batchLooks[state]
  return <StatusPill shape={shape} tone={tone}>{t(batchStateMessages[state])}</StatusPill>
}

export const TaskPill = ({ state }: { readonly state: TaskState }): ReactNode => {
  const t = useT(), [shape, tone] = taskLooks[state]
  return <StatusPill shape={shape} tone={tone}>{t(taskStateMessages[state])}</StatusPill>
}

const isKind = (kind: string): kind is 'production' | 'pilot' | 'practice' | 'exam' => ['production', 'pilot', 'practice', 'exam'].includes(kind)
export const useKindWord = (): ((kind: string) => string) => {
  const t = useT()
  return kind => (isKind(kind) ? t(m[kind]) : kind)
}

/** How far the tasks are, with the figure beside the bar. */
export const BatchProgress = ({ batch }: { readonly batch: BatchView }): ReactNode => {
  const t = useT(), { total, submitted, approved, done, isAccepted } = progressOf(batch)
  return (
    <>
      <ProgressBar label={t(m.progress)} total={total} segments={[
        isAccepted ? { label: t(m.accepted), count: approved, tone: 'ok' } : { label: t(m.approved), count: approved, tone: 'accent' },
        { label: t(m.submitted), count: submitted, tone: 'neutral' },
      ]} />
      <span className="meta secondary figure">{`${formatCount(done)} / ${formatCount(total)}`}</span>
    </>
  )
}

export const planWords = (t: ReturnType<typeof useT>, plan: BatchView['plan']): string => (plan ? t(m.planShort, { level: plan.level, aql: plan.aql }) : t(m.noPlan))
