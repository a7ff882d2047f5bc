import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { serverQuery } from '../../../ui/server.ts'
import { isRole } from '../../../workspace/access/messages.ts'
import { listProjects } from '../../../workspace/project/contract.ts'
import { OrganisationPeoplePage } from '../../../workspace/project/web/organisation-people-page.tsx'
import { heldPermissions } from '../settings/held-permissions.ts'
import { TokenDialog } from '../settings/token-dialog.tsx'
import '../settings/settings.css'

/** `/o/people` with the dialog that knows every permission of the product. */
export const PeoplePage = (): ReactNode => {
  const projects = useQuery(serverQuery(listProjects, {}))
  return <OrganisationPeoplePage tokenDialog={(account, close) => (
    <TokenDialog account={account} held={heldPermissions({ roles: account.roles.filter(isRole), projectRoles: new Map() })} projects={projects.data?.projects ?? []} onClose={close} />
  )} />
}
