import { useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { listPeople } from '../../access/contract.ts'
import type { Role } from '../../access/model.ts'
import { createServiceAccount } from '../../access/service-account/contract.ts'
import { organisationMessages as m } from './organisation-messages.ts'
import { givable } from './people.ts'
import { peopleMessages } from './people-messages.ts'
import { RoleChoices } from './roles.tsx'

/** A service account never administers, so the roles offered are those of a project. Mounted while open. */
export const ServiceDialog = ({ own, onClose }: { readonly own: readonly string[], onClose(): void }): ReactNode => {
  const t = useT(), making = useServerCommand(createServiceAccount, [listPeople])
  const [name, setName] = useState(''), [roles, choose] = useState<readonly Role[]>([])
  const missing = name.trim() === '' ? t(m.teamNameMissing) : roles.length === 0 ? t(peopleMessages.chooseRole) : undefined
  const submit = (event: FormEvent): void => { event.preventDefault(); if (!missing) making.mutate({ body: { name: name.trim(), roles: [...roles] } }, { onSuccess: onClose }) }
  return (
    <Dialog open title={t(m.newServiceTitle)} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" type="submit" form="service-form" busy={making.isPending} blocked={missing}>{t(m.newServiceDo)}</Button>
    </>}>
      <form id="service-form" onSubmit={submit}>
        <Field label={t(m.serviceName)} value={name} maxLength={200} autoFocus onChange={event => setName(event.target.value)} />
        <RoleChoices offered={givable('project', own)} chosen={roles} onChange={choose} />
      </form>
      {making.error && <FailureState failure={server().failureOf(making.error)} />}
    </Dialog>
  )
}
