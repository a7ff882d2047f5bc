import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatShare } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { listProjects } from '../../../workspace/project/contract.ts'
import { failureOf } from '../api.ts'
import { isBehind, phases, walk, type Phase, type Reached } from './first-batch.ts'
import { startMessages as m } from './messages.ts'
import { serverJourney, type Answers } from './server-journey.ts'

interface Progress { readonly reached: Reached, readonly phase: Phase, readonly share: number, readonly failure: Failure | null, readonly isThrough: boolean }

/** Walks the way once when shown, and again from where it stopped when asked. */
const useWalk = (answers: Answers, from: Reached, onProject: (project: string) => void): { readonly progress: Progress, again(): void } => {
  const { locale } = useLocale(), client = useQueryClient()
  const [progress, show] = useState<Progress>({ reached: from, phase: 'project', share: 0, failure: null, isThrough: false })
  const reached = useRef<Reached>(from), under = useRef<AbortController | null>(null), began = useRef(false)
  const begin = useCallback(async (): Promise<void> => {
    const { signal } = under.current = new AbortController()
    show(old => ({ ...old, failure: null }))
    try {
      await walk(serverJourney(answers, locale, signal), reached.current,
        next => { if (next.project && next.project !== reached.current.project) onProject(next.project); reached.current = next; show(old => ({ ...old, reached: next })) }, (phase, share) => show(old => ({ ...old, phase, share })))
      show(old => ({ ...old, isThrough: true }))
      await client.invalidateQueries({ queryKey: [listProjects.id] })
    } catch (error) {
      if (!signal.aborted) show(old => ({ ...old, failure: failureOf(error) }))
    }
  }, [answers, locale, client, onProject])
  useEffect(() => {
    // Strict mode shows a component twice; a project is made once.
    if (began.current) return
    began.current = true
    void begin()
  }, [begin])
  return { progress, again: () => void begin() }
}

const PhaseRow = ({ phase, progress }: { readonly phase: Phase, readonly progress: Progress }): ReactNode => {
  const t = useT(), isNow = progress.phase === phase && !progress.isThrough
  const pill = isBehind(phase, progress.reached) ? <StatusPill shape="tick" tone="ok">{t(m.done)}</StatusPill>
    : isNow && progress.failure ? <StatusPill shape="cross" tone="bad">{t(m.stopped)}</StatusPill>
    : isNow ? <StatusPill shape="half" tone="accent">{t(m.running)}</StatusPill> : <StatusPill shape="ring">{t(m.waiting)}</StatusPill>
  return (
    <li className="row">
      <span className="grow strong">{t(m[phase])}</span>
      {isNow && !progress.failure && progress.share > 0 && <><span style={{ width: 140 }}><ProgressBar label={t(m[phase])} total={100} segments={[{ label: t(m.running), count: Math.round(progress.share * 100), tone: 'accent' }]} /></span><span className="meta secondary">{formatShare(progress.share, 0)}</span></>}
      {pill}
    </li>
  )
}

/** The last step: everything up to the first label, phase by phase. */
export interface RunStepProps {
  readonly answers: Answers
  /** What exists already. */
  readonly from: Reached
  /** Told once, when the project has been made. */
  onProject(project: string): void
  /** Draws the step around its content. */
  frame(title: string, text: string, content: ReactNode): ReactNode
}

export const RunStep = ({ answers, from, onProject, frame }: RunStepProps): ReactNode => {
  const t = useT(), exists = usePageExists(), { progress, again } = useWalk(answers, from, onProject), { reached, failure, isThrough } = progress
  const assignment = exists('/w/$assignment') ? reached.assignment : null
  return frame(t(isThrough ? m.readyTitle : m.runTitle), t(!isThrough ? m.runText : reached.assignment ? m.readyText : m.readyForOthers), (
    <>
      <ol className="phases" aria-live="polite">{phases.map(phase => <PhaseRow key={phase} phase={phase} progress={progress} />)}</ol>
      {failure && <div className="question"><FailureState failure={failure} action={<Button size="s" onClick={again}>{t(m.again)}</Button>} /></div>}
      <div className="form-actions">
        {isThrough && assignment && <a className={buttonClass({ variant: 'primary', size: 'l' })} href={`/w/${assignment}`}>{t(m.firstLabel)}</a>}
        {reached.project && <a className={buttonClass({ variant: isThrough && !assignment ? 'primary' : 'quiet', size: 'l' })} href={`/p/${reached.project}`}>{t(m.toProject)}</a>}
        {reached.project && failure && <a className={buttonClass({ variant: 'quiet', size: 'l' })} href={`/p/${reached.project}/source`}>{t(m.toSource)}</a>}
      </div>
    </>
  ))
}
