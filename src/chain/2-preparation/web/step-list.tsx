import { useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useQueries } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { IconButton } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import type { OperatorView } from '../contract.ts'
import { previewQuery, type Preview } from './live-preview.ts'
import { preparationMessages as m } from './messages.ts'
import { stepsOf, type DraftStep } from './recipe-draft.ts'

export interface StepListProps {
  readonly project: string
  readonly dataset: string | null
  /** What the previews are of; it lags behind the draft while somebody drags. */
  readonly settled: readonly DraftStep[]
  readonly draft: readonly DraftStep[]
  readonly operators: ReadonlyMap<string, OperatorView>
  readonly current: number
  onChoose(at: number): void
  onMove(from: number, to: number): void
  onRemove(at: number): void
}

const Counts = ({ preview, assets }: { readonly preview: Preview | undefined, readonly assets: number }): ReactNode => {
  const t = useT()
  if (!preview || preview.kept === null || preview.dropped === null || preview.measured === 0) return null
  return (
    <span className="counts">
      <ProgressBar thin label={t(m.preview)} total={Math.max(1, assets)} segments={[{ label: t(m.keeps), count: preview.kept, tone: 'neutral' }, { label: t(m.drops), count: preview.dropped, tone: 'bad' }]} />
      <span className="meta secondary">{formatCount(preview.kept)}</span>
      <span className={preview.dropped > 0 ? 'minus' : 'minus none'}>{preview.dropped > 0 ? `−${formatCount(preview.dropped)}` : '0'}</span>
    </span>
  )
}

/** The steps in their order: chosen by a press, moved by dragging or Alt and the arrows. */
export const StepList = ({ project, dataset, settled, draft, operators, current, onChoose, onMove, onRemove }: StepListProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, say] = useState('')
  const previews = useQueries({ queries: settled.map((_, at) => previewQuery(project, dataset, stepsOf(settled), at)) })
  const nameOf = (step: DraftStep): string => pick(operators.get(step.operator)?.title ?? {}, locale) || step.operator
  const move = (from: number, to: number): void => {
    const step = draft[from]
    if (!step || to < 0 || to >= draft.length || from === to) return
    onMove(from, to)
    say(t(m.movedTo, { name: nameOf(step), n: to + 1 }))
  }
  const key = (at: number) => (event: KeyboardEvent): void => {
    const to = event.altKey && event.key === 'ArrowUp' ? at - 1 : event.altKey && event.key === 'ArrowDown' ? at + 1 : undefined
    if (to === undefined) return
    event.preventDefault()
    move(at, to)
  }
  const over = (event: DragEvent): void => { if (dragged !== null) event.preventDefault() }
  if (draft.length === 0) return <p className="quiet" style={{ padding: 16 }}>{t(m.noSteps)}</p>
  return (
    <>
      <ol className="step-list">
        {draft.map((step, at) => {
          const preview = previews[settled.findIndex(s => s.key === step.key)]?.data
          return (
            <li key={step.key}><div className={classNames('step', at === current && 'current', at === dragged && 'dragged')} draggable
              onDragStart={() => setDragged(at)} onDragEnd={() => setDragged(null)} onDragOver={over} onDrop={() => { if (dragged !== null) move(dragged, at); setDragged(null) }}>
              <Icon name="grip" size={14} />
              <button type="button" className="choose" aria-current={at === current ? 'step' : undefined} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" onClick={() => onChoose(at)} onKeyDown={key(at)}>
                <span className="strong">{nameOf(step)}</span>
                <code className="meta quiet">{step.operator}@{step.version}</code>
                <Counts preview={preview} assets={preview?.reached ?? 0} />
              </button>
              {at === current && (
                <span className="acts">
                  <IconButton icon="chevron-down" label={t(m.moveDown)} keyHint="Alt ↓" aria-disabled={at === draft.length - 1 || undefined} onClick={() => move(at, at + 1)} />
                  <IconButton icon="trash" label={t(m.removeStep)} onClick={() => onRemove(at)} />
                </span>
              )}
            </div></li>
          )
        })}
      </ol>
      <p className="meta quiet" style={{ padding: '0 16px 10px' }}>{t(m.reorder)}</p>
      <span className="visually-hidden" role="status">{said}</span>
    </>
  )
}
