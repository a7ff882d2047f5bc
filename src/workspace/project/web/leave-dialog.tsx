import { useCallback, useState, type ReactNode } from 'react'
import { useBlocker } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { versionMessages as m } from './schema-messages.ts'

/** Asks before a draft is left for another part of the product; the sibling tab keeps it in view and needs no question. */
export const LeaveDialog = ({ project, isChanged, onDiscard }: { readonly project: string, readonly isChanged: boolean, onDiscard(): void }): ReactNode => {
  const t = useT()
  const shouldBlockFn = useCallback(({ next }: { readonly next: { readonly pathname: string } }) =>
    isChanged && ![`/p/${project}/schema`, `/p/${project}/guideline`].includes(next.pathname), [isChanged, project])
  const blocker = useBlocker({ shouldBlockFn, enableBeforeUnload: () => isChanged, withResolver: true })
  const isOpen = blocker.status === 'blocked'
  return (
    <Dialog open={isOpen} title={t(m.leaveTitle)} onClose={() => blocker.reset?.()} actions={<>
      <Button variant="danger" onClick={() => { onDiscard(); blocker.proceed?.() }}>{t(m.discardTitle)}</Button>
      <Button onClick={() => blocker.proceed?.()}>{t(m.leave)}</Button>
      <Button variant="primary" onClick={() => blocker.reset?.()}>{t(m.stay)}</Button>
    </>}>{t(m.leaveText)}</Dialog>
  )
}

/** A button that asks once before the draft is gone. */
export const DiscardButton = ({ version, onDiscard }: { readonly version: number, onDiscard(): void }): ReactNode => {
  const t = useT()
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button onClick={() => open(true)}>{t(m.discard)}</Button>
      <Dialog open={isOpen} title={t(m.discardTitle)} onClose={() => open(false)} actions={<>
        <Button onClick={() => open(false)}>{t(uiMessages.cancel)}</Button>
        <Button variant="danger" onClick={() => { open(false); onDiscard() }}>{t(m.discardTitle)}</Button>
      </>}>{t(m.discardText, { version })}</Dialog>
    </>
  )
}
