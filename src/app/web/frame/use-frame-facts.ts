import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { SessionView } from '../../../workspace/access/contract.ts'
import { isRole, roleMessages } from '../../../workspace/access/messages.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { runPolicy } from '../../../workspace/runs/policy.ts'
import { productionPolicy } from '../../../chain/3-production/policy.ts'
import { listQuestions, ownAnswered } from '../../../chain/3-production/questions/contract.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { overviewPolicy } from '../../../support/overview/policy.ts'
import { readOverview, type OverviewView } from '../../../support/overview/contract.ts'
import { entriesOf, hrefOf } from '../page.ts'
import { pages } from '../pages.ts'
import { serverQuery } from '../../../ui/server.ts'
import type { FrameFacts, ProjectFacts, StageFacts } from './frame-facts.ts'
import type { Here } from './use-here.ts'

/** Nothing waits and something came through: done. What waits is a share of what could have come through. */
const stageFacts = ({ count, waiting }: OverviewView['stages'][number]): StageFacts =>
  ({ count, state: count === 0 ? 'not-begun' : waiting === 0 ? 'done' : { share: count / (count + waiting) } })

/** The overview, else the first page of the project that is open to these roles, else their own work. */
const hrefOfProject = (project: { readonly id: string, readonly roles: readonly string[] }): string => {
  const entries = entriesOf(pages, { project: project.id }, project.roles), home = hrefOf('/p/$project', { project: project.id })
  return entries.get('overview') ?? [...entries.values()].find(href => home !== null && href.startsWith(`${home}/`)) ?? entries.get('me') ?? '/'
}

/** Gathers what the frame shows. @param address project of the address; null outside one, where the figures are those of the project that the chain leads into */
export const useFrameFacts = (session: SessionView, address: string | null, { organisation, projects, isKnown, roles: here, leadsTo }: Here): FrameFacts => {
  const projectId = address ?? leadsTo.id ?? null, roles = address === null && leadsTo.id !== undefined ? leadsTo.roles : here
  const t = useT(), poll = usePoll()
  const runs = useQuery({ ...serverQuery(listRuns, { query: { live: true, ...(projectId && { project: projectId }) } }), enabled: isKnown && isAllowed(runPolicy['run.read'], roles), refetchInterval: poll(15_000) })
  const overview = useQuery({ ...serverQuery(readOverview, { params: { project: projectId ?? '' } }), enabled: projectId !== null && isKnown && isAllowed(overviewPolicy['overview.read'], roles), refetchInterval: poll(15_000) })
  const asks = isAllowed(productionPolicy['question.ask'], [...roles, ...projects.flatMap(p => p.roles)])
  const answered = useQuery({ ...serverQuery(ownAnswered, {}), enabled: isKnown && asks, refetchInterval: poll(30_000) })
  const questions = useQuery({ ...serverQuery(listQuestions, { params: { project: projectId ?? '' }, query: { limit: 1 } }), enabled: projectId !== null && isKnown && isAllowed(productionPolicy['question.read'], roles), refetchInterval: poll(30_000) })
  return useMemo(() => {
    const all = projects.map((p): ProjectFacts => ({ id: p.id, name: p.name, organisation: organisation?.name ?? '', href: hrefOfProject(p) }))
    return {
      // Whoever has roles in projects only is, outside of them, what they are in the one that the navigation leads into.
      person: { name: session.account.name, role: (roles.length > 0 ? roles : leadsTo.roles).filter(isRole).map(role => t(roleMessages[role]))[0] ?? '' },
      project: all.find(p => p.id === projectId) ?? null, projects: all,
      stages: Object.fromEntries((overview.data?.stages ?? []).map(s => [s.stage, stageFacts(s)])), waiting: answered.data?.questions.length ?? 0, openQuestions: questions.data?.counts.open ?? 0, liveRuns: runs.data?.runs.length ?? 0,
    }
  }, [projects, runs.data, overview.data, answered.data, questions.data, organisation, session, projectId, roles, leadsTo, t])
}
