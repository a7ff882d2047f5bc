import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { SessionView } from '../../../workspace/access/contract.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { listProjects } from '../../../workspace/project/contract.ts'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { useT } from '../../../ui/i18n.tsx'
import { overviewPolicy } from '../../../support/overview/policy.ts'
import { readOverview, type OverviewView } from '../../../support/overview/contract.ts'
import { entriesOf } from '../page.ts'
import { pages } from '../pages.ts'
import { serverQuery } from '../../../ui/server.ts'
import { roleMessages } from '../../../workspace/access/messages.ts'
import { chosenOrganisation } from '../session-query.ts'
import type { FrameFacts, ProjectFacts, StageFacts } from './frame-facts.ts'

/** Nothing waits and something came through: done. What waits is a share of what could have come through. */
const stageFacts = ({ count, waiting }: OverviewView['stages'][number]): StageFacts =>
  ({ count, state: count === 0 ? 'not-begun' : waiting === 0 ? 'done' : { share: count / (count + waiting) } })

const isRole = (role: string): role is keyof typeof roleMessages => role in roleMessages

/** Gathers what the frame shows. @param projectId from the address; null outside a project */
export const useFrameFacts = (session: SessionView, projectId: string | null): FrameFacts => {
  const t = useT()
  const organisation = chosenOrganisation(session)
  const projects = useQuery({ ...serverQuery(listProjects, {}), enabled: organisation !== undefined })
  const runs = useQuery({ ...serverQuery(listRuns, { query: { live: true, ...(projectId && { project: projectId }) } }), enabled: organisation !== undefined, refetchInterval: 15_000 })
  const own = projects.data?.projects.find(p => p.id === projectId)?.roles ?? []
  const mayRead = isAllowed(overviewPolicy['overview.read'], own)
  const overview = useQuery({ ...serverQuery(readOverview, { params: { project: projectId ?? '' } }), enabled: projectId !== null && mayRead, refetchInterval: 15_000 })
  return useMemo(() => {
    const all = (projects.data?.projects ?? []).map((p): ProjectFacts => ({
      id: p.id, name: p.name, organisation: organisation?.name ?? '', href: entriesOf(pages, { project: p.id }).get('overview') ?? `/p/${p.id}`,
    }))
    const mine = projects.data?.projects.find(p => p.id === projectId)?.roles ?? organisation?.roles ?? []
    return {
      person: { name: session.account.name, role: mine.filter(isRole).map(role => t(roleMessages[role]))[0] ?? '' },
      project: all.find(p => p.id === projectId) ?? null, projects: all,
      stages: Object.fromEntries((overview.data?.stages ?? []).map(s => [s.stage, stageFacts(s)])), waiting: 0, liveRuns: runs.data?.runs.length ?? 0,
    }
  }, [projects.data, runs.data, overview.data, organisation, session, projectId, t])
}
