import type { ReactNode } from 'react'
import { BrandMark } from '../../../ui/brand.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { useRecords } from './use-session.ts'

/** The eight stages; annotation is the fifth, inspection the sixth. */
const STAGES = 8
export const ANNOTATION = 5, INSPECTION = 6

/** What the bar says of a task. */
export interface TaskHead {
  /** Display number of its batch, and how many tasks that has. */
  readonly batch: string
  readonly tasks: number
  readonly number: number
  /** Name of the file. */
  readonly name: string
  readonly stage: typeof ANNOTATION | typeof INSPECTION
}

export const headOf = ({ assignment, batch, task, assets }: WorkView): TaskHead =>
  ({ batch: batch.display, tasks: batch.tasks, number: task.number, name: assets[0]?.name ?? '', stage: assignment.step === 'annotate' ? ANNOTATION : INSPECTION })

export interface TopBarProps {
  readonly head: TaskHead
  readonly session: AnySession | null
  onBack(): void
  /** The saving line. */
  readonly saving?: ReactNode
  /** Less usual ways out, then the primary one. */
  readonly children?: ReactNode
}

const UndoRedo = ({ session }: { readonly session: AnySession }): ReactNode => {
  const t = useT()
  useRecords(session.store)
  const { canUndo, canRedo } = session.history
  return (
    <>
      <IconButton icon="undo" label={t(m.undo)} keyHint="Ctrl Z" aria-disabled={!canUndo} onClick={() => session.undo()} />
      <span className="mirrored"><IconButton icon="undo" label={t(m.redo)} keyHint="Ctrl Shift Z" aria-disabled={!canRedo} onClick={() => session.redo()} /></span>
    </>
  )
}

export const TopBar = ({ head: { batch, tasks, number, name, stage }, session, onBack, saving, children }: TopBarProps): ReactNode => {
  const t = useT()
  return (
    <header className="top" data-region>
      <IconButton icon="chevron-left" label={t(m.back)} onClick={onBack} />
      <BrandMark size={18} />
      <span className="secondary">{batch}</span><Icon name="chevron-right" size={12} />
      <h1>{t(m.taskOf, { number, tasks })}</h1>
      <span className="mono quiet truncate file" title={name}>{name.split('/').at(-1)}</span>
      <span className="strip" role="img" aria-label={t(m.chainAt, { n: stage })}>
        {Array.from({ length: STAGES }, (_, i) => <i key={i} className={i + 1 < stage ? 'done' : i + 1 === stage ? 'now' : ''} />)}
      </span>
      <span className="grow" />
      {saving}
      {session && <><span className="divider" /><UndoRedo session={session} /></>}
      {children}
    </header>
  )
}

export interface PrimaryProps { readonly label: string, readonly blocked?: string | undefined, readonly busy?: boolean, onPress(): void }

/** The one filled button of the room. */
export const Primary = ({ label, blocked, busy, onPress }: PrimaryProps): ReactNode =>
  <Button variant="primary" keyHint="Ctrl ↵" blocked={blocked} busy={busy} onClick={onPress}>{label}</Button>
