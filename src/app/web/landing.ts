import { entriesOf, type Page } from './page.ts'

export interface Newcomer {
  readonly roles: readonly string[]
  /** Projects the person sees, the preferred one first. */
  readonly projects: readonly string[]
}

const workers: readonly string[] = ['executor', 'reviewer', 'arbiter']
const organisers: readonly string[] = ['administrator', 'coordinator', 'requester']

/**
 * Where a role lands (ux 2): who labels, reviews or rules in their inbox, who organises at the overview, who supervises at quality,
 * who trains at people. Of pages that do not exist the next best is taken;
 * without a project, the start of the first one; with several, their list. Null when there is no page to land on.
 */
export const landingOf = (pages: readonly Page[], { roles, projects }: Newcomer): string | null => {
  const entries = entriesOf(pages, { project: projects[0] })
  const hasStart = pages.some(page => page.path === '/start')
  const organises = roles.some(role => organisers.includes(role))
  if (organises && projects.length === 0 && hasStart) return '/start'
  if (organises && projects.length > 1 && pages.some(page => page.path === '/projects')) return '/projects'
  const wanted = organises ? ['overview'] as const
    : roles.some(role => workers.includes(role)) ? ['me'] as const
    : roles.includes('trainer') ? ['people'] as const
    : ['quality'] as const
  for (const place of [...wanted, 'overview', 'me', ...entries.keys()] as const) {
    const href = entries.get(place)
    if (href) return href
  }
  return null
}
