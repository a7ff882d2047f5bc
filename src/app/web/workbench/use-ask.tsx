import { useState, type ReactNode } from 'react'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { AskDialog } from '../../../chain/3-production/web/ask-dialog.tsx'
import { questionMessages as q } from '../../../chain/3-production/web/question-messages.ts'
import { useT } from '../../../ui/i18n.tsx'
import { useToast } from '../../../ui/toast.tsx'
import type { AnySession } from './open-task.ts'

/** Asks about the task, at the shape that is selected; a task that was parked is left. @param settle what must reach the server before */
export const useAsk = (work: WorkView, session: AnySession, settle: () => Promise<void>, goOn: () => void): { open(): void, readonly dialog: ReactNode } => {
  const t = useT(), toast = useToast(), { facts } = session.store
  const [at, setAt] = useState<{ readonly shape: string | null, readonly labelClass: string | null } | null>(null)
  const open = (): void => {
    const [id] = facts.selection, shape = id === undefined ? undefined : session.store.get(id)
    session.blur()
    setAt({ shape: id ?? null, labelClass: shape?.class ?? session.store.facts.activeClass })
  }
  const { project, id: assignment, state } = work.assignment
  return { open, dialog: (
    <AskDialog open={at !== null} project={project} classes={work.schema.document.classes} labelClass={at?.labelClass ?? null} at={{ assignment, shape: at?.shape ?? null, mayPark: state === 'held' }} before={settle}
      onClose={() => setAt(null)} onAsked={question => { setAt(null); toast({ text: t(q.asked) }); if (question.parks) goOn() }} />
  ) }
}
