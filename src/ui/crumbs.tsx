import { createContext, use, useEffect, useState, type ReactNode } from 'react'

export interface Crumb { readonly label: string, readonly href?: string }
type Show = (crumbs: readonly Crumb[]) => void
const ShowContext = createContext<Show | null>(null)
const TrailContext = createContext<readonly Crumb[]>([])

export const CrumbsProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [crumbs, show] = useState<readonly Crumb[]>([])
  return <ShowContext value={show}><TrailContext value={crumbs}>{children}</TrailContext></ShowContext>
}

/**
 * Says where this page is: organisation, project, stage, object, at most four; the last is the page itself and its name is the
 * title of the window. @param crumbs memoised by the caller
 */
export const useCrumbs = (crumbs: readonly Crumb[]): void => {
  const show = use(ShowContext)
  if (!show) throw new Error('useCrumbs needs a CrumbsProvider above it')
  useEffect(() => {
    // A name that is not known yet has no place in the trail.
    show(crumbs.filter(crumb => crumb.label !== '').slice(-4))
    document.title = [crumbs.at(-1)?.label, 'Feedstock'].filter(Boolean).join(' · ')
    return () => show([])
  }, [crumbs, show])
}

export const useTrail = (): readonly Crumb[] => use(TrailContext)
