import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { SessionView } from '../../../workspace/access/contract.ts'
import { listProjects, type ProjectView } from '../../../workspace/project/contract.ts'
import { serverQuery } from '../../../ui/server.ts'
import { chosenOrganisation, type OrganisationView } from '../session-query.ts'

/** Where the person stands, and as what. */
export interface Here {
  readonly organisation: OrganisationView | undefined
  readonly projects: readonly ProjectView[]
  /** False while the projects, and with them the roles held only there, are being read. */
  readonly isKnown: boolean
  /** In the project of the address; outside one, in the organisation. */
  readonly roles: readonly string[]
  /** The project that the navigation leads into: that of the address, else the first one. */
  readonly leadsTo: { readonly id: string | undefined, readonly roles: readonly string[] }
}

const nowhere: readonly ProjectView[] = []
const nothing: readonly string[] = []

/** @param projectId from the address; null outside a project */
export const useHere = (session: SessionView, projectId: string | null): Here => {
  const organisation = chosenOrganisation(session)
  const { data, isPending } = useQuery({ ...serverQuery(listProjects, {}), enabled: organisation !== undefined })
  return useMemo(() => {
    const projects = data?.projects ?? nowhere, everywhere = organisation?.roles ?? nothing
    const own = projects.find(p => p.id === projectId), roles = own?.roles ?? everywhere
    const leadsTo = projectId !== null ? { id: projectId, roles } : { id: projects[0]?.id, roles: projects[0]?.roles ?? everywhere }
    return { organisation, projects, isKnown: !isPending || organisation === undefined, roles, leadsTo }
  }, [data, isPending, organisation, projectId])
}
