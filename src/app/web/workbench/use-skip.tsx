import { useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { giveBack } from '../../../chain/3-production/contract.ts'
import { call } from '../api.ts'
import { SkipDialog } from './skip-dialog.tsx'

/** Gives the task back with a reason and goes on. @param before what must leave this computer first */
export const useSkip = (assignment: string, before: () => void, goOn: () => void): { open(): void, readonly dialog: ReactNode } => {
  const [isOpen, open] = useState(false), [isBusy, setBusy] = useState(false), [failure, fail] = useState<Failure | null>(null)
  const skip = async (reason: string): Promise<void> => {
    setBusy(true)
    before()
    const reply = await call(giveBack, { params: { assignment }, body: { state: 'skipped', reason } })
    setBusy(false)
    if (!reply.ok) return fail(reply.failure)
    open(false)
    goOn()
  }
  return { open: () => { fail(null); open(true) }, dialog: <SkipDialog open={isOpen} busy={isBusy} failure={failure} onClose={() => open(false)} onSkip={reason => void skip(reason)} /> }
}
