import { useMemo } from 'react'
import { useCrumbs } from '../../../ui/crumbs.tsx'

/** Project › this page. @param name of the project, empty while unknown */
export const useVersionsCrumbs = (project: string, name: string, page: string): void =>
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: page }], [name, project, page]))
