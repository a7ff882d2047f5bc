import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { useServerCommand } from '../../../ui/server.ts'
import { leaveOrganisation } from '../../../workspace/access/session/contract.ts'
import { failureOf } from '../api.ts'
import { securityMessages as m } from './security-messages.ts'

/** Everything on the page may belong to the organisation that was left, so the page is loaded anew. */
export const LeaveDialog = ({ organisation, onClose }: { readonly organisation: { readonly id: string, readonly name: string }, onClose(): void }): ReactNode => {
  const t = useT(), leaving = useServerCommand(leaveOrganisation)
  return (
    <Dialog open title={t(m.leaveOf, { name: organisation.name })} className="factor-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={leaving.isPending || leaving.isSuccess} onClick={() => leaving.mutate({ body: { organisation: organisation.id } }, { onSuccess: () => location.assign('/') })}>{t(m.leaveDo)}</Button>
    </>}>
      <p>{t(m.leaveText)}</p>
      {leaving.error && <FailureState failure={failureOf(leaving.error)} />}
    </Dialog>
  )
}
