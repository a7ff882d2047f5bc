import { isAllowed } from '../../workspace/access/model.ts'
import { projectPolicy } from '../../workspace/project/policy.ts'
import { entriesOf, type Page } from './page.ts'

export interface Newcomer {
  /** In the whole organisation. */
  readonly roles: readonly string[]
  /** Projects the person sees with what they are there, the preferred one first. */
  readonly projects: readonly { readonly id: string, readonly roles: readonly string[] }[]
}

const workers: readonly string[] = ['executor', 'reviewer', 'arbiter']
const organisers: readonly string[] = ['administrator', 'coordinator', 'requester']

/**
 * Where a role lands (ux 2): who labels, reviews or rules in their inbox, who organises at the overview, who supervises at quality,
 * who trains at people. A role in a project counts as one in the organisation does. Of pages that do not exist, or are not theirs,
 * the next best is taken; without a project, the start of the first one; with several, their list. Null when there is no page to land on.
 */
export const landingOf = (pages: readonly Page[], { roles, projects }: Newcomer): string | null => {
  const first = projects[0], held = [...new Set([...roles, ...projects.flatMap(p => p.roles)])]
  const entries = entriesOf(pages, { project: first?.id }, first?.roles ?? roles)
  const exists = (path: string): boolean => pages.some(page => page.path === path)
  const organises = held.some(role => organisers.includes(role))
  if (!first && isAllowed(projectPolicy['project.create'], roles) && exists('/start')) return '/start'
  if (organises && projects.length > 1 && exists('/projects')) return '/projects'
  const wanted = organises ? ['overview'] as const
    : held.some(role => workers.includes(role)) ? ['me'] as const
    : held.includes('trainer') ? ['people'] as const
    : ['quality'] as const
  for (const place of [...wanted, 'overview', 'me', ...entries.keys()] as const) {
    const href = entries.get(place)
    if (href) return href
  }
  return null
}
