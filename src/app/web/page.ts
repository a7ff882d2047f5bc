import type { ComponentType } from 'react'
import { isAllowed, type Role } from '../../workspace/access/model.ts'

/** The eight stages in the order in which data flows. */
export const stages = ['source', 'screen', 'clean', 'classify', 'annotate', 'inspect', 'release', 'exchange'] as const
export type Stage = (typeof stages)[number]
export const supports = ['questions', 'quality', 'runs', 'schema', 'people', 'journal', 'settings'] as const
export type Support = (typeof supports)[number]
/** The entries of the navigation. */
export type Place = 'me' | 'overview' | Stage | Support

export interface PageProps { readonly params: Readonly<Record<string, string>> }

export interface Page {
  /** As the router writes it: `/p/$project/source`. */
  readonly path: string
  /** In the console's frame with antd around it, or alone in the window (first run, sign-in, workbench). */
  readonly room: 'console' | 'alone'
  /** The navigation entry that is current while the page is shown. */
  readonly place?: Place
  /** The page that the entry opens. An entry without such a page is not shown. */
  readonly opensPlace?: true
  /**
   * The roles that hold the permission behind what the page reads: a line of a policy, `sourcePolicy['dataset.read']`. For others the
   * entry is absent and the address says whose page it is. Without it the page is open to whoever gets there.
   */
  readonly needs?: readonly Role[]
  load(): Promise<ComponentType<PageProps>>
}

/** The address with its parameters filled in, or null when one is missing: without a project, project pages cannot be reached. */
export const hrefOf = (path: string, params: Readonly<Record<string, string | undefined>>): string | null => {
  let complete = true
  const href = path.replace(/\$([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name]
    if (!value) complete = false
    return encodeURIComponent(value ?? '')
  })
  return complete ? href : null
}

/** Which entries exist for somebody with these roles and where they lead, given the parameters at hand. */
export const entriesOf = (pages: readonly Page[], params: Readonly<Record<string, string | undefined>>, roles: readonly string[]): ReadonlyMap<Place, string> => {
  const entries = new Map<Place, string>()
  for (const page of pages) {
    const href = page.opensPlace && page.place && (!page.needs || isAllowed(page.needs, roles)) ? hrefOf(page.path, params) : null
    if (href && page.place) entries.set(page.place, href)
  }
  return entries
}
