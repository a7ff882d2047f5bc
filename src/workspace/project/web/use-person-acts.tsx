import { useState, type ReactNode } from 'react'
import { useServerCommand } from '../../../ui/server.ts'
import { useT } from '../../../ui/i18n.tsx'
import { changePerson, listPeople, readSession, type PersonView } from '../../access/contract.ts'
import { isRole } from '../../access/messages.ts'
import type { Role } from '../../access/model.ts'
import { resetSecondFactor } from '../../access/second-factor/contract.ts'
import { listAllTokens } from '../../access/service-account/contract.ts'
import { listProjects } from '../contract.ts'
import { organisationMessages as o } from './organisation-messages.ts'
import { givable } from './people.ts'
import { peopleMessages as m } from './people-messages.ts'
import type { PersonAct } from './people-table.tsx'
import { EndDialog, RolesDialog } from './roles-dialog.tsx'

export interface PersonActs {
  ask(what: PersonAct, person: PersonView): void
  enable(person: PersonView): void
  /** What an act without a dialog threw. */
  readonly refused: unknown
  readonly dialog: ReactNode
}

/** What an administrator does with one person or service account, and the dialog that asks for it. */
export const usePersonActs = (own: { readonly account: string | undefined, readonly roles: readonly string[] }, tokenDialog: (account: PersonView, onClose: () => void) => ReactNode): PersonActs => {
  const t = useT(), changing = useServerCommand(changePerson, [listPeople, readSession, listProjects, listAllTokens]), resetting = useServerCommand(resetSecondFactor, [listPeople])
  const [asked, setAsked] = useState<{ readonly what: PersonAct, readonly person: PersonView } | null>(null)
  const open = (next: typeof asked): void => { changing.reset(); resetting.reset(); setAsked(next) }
  const close = (): void => open(null)
  const change = (person: PersonView, body: { readonly roles?: Role[], readonly state?: PersonView['state'] }): void => changing.mutate({ params: { membership: person.membership }, body }, { onSuccess: close })
  const dialogOf = (what: PersonAct, person: PersonView): ReactNode => {
    const deciding = { busy: changing.isPending || resetting.isPending, error: changing.error ?? resetting.error, onClose: close }, isOwn = person.account === own.account
    switch (what) {
      case 'roles': return <RolesDialog {...deciding} person={person} held={person.roles.filter(isRole)} offered={givable(person.kind === 'service' ? 'project' : 'organisation', own.roles)} isOwn={isOwn} onSave={roles => change(person, { roles: [...roles] })} />
      case 'disable': return <EndDialog {...deciding} title={t(m.disableOf, { name: person.name })} text={t(m.disableText)} warning={isOwn ? t(m.disableOwn) : undefined} verb={t(m.disableDo)} onEnd={() => change(person, { state: 'disabled' })} />
      case 'reset': return <EndDialog {...deciding} title={t(o.resetOf, { name: person.name })} text={t(o.resetText)} verb={t(o.resetDo)} onEnd={() => resetting.mutate({ params: { membership: person.membership } }, { onSuccess: close })} />
      case 'token': return tokenDialog(person, close)
    }
  }
  return {
    ask: (what, person) => open({ what, person }), enable: person => { open(null); change(person, { state: 'active' }) }, refused: asked === null ? changing.error : null,
    dialog: asked && dialogOf(asked.what, asked.person),
  }
}
