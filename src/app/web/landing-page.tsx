import { useEffect, useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { setupStatus } from '../../workspace/access/contract.ts'
import { listProjects } from '../../workspace/project/contract.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureState } from '../../ui/error-state.tsx'
import { useT } from '../../ui/i18n.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { failureOf } from './api.ts'
import { landingOf } from './landing.ts'
import { shellMessages } from './messages.ts'
import { pages } from './pages.ts'
import { serverQuery } from '../../ui/server.ts'
import { chosenOrganisation, sessionQuery } from './session-query.ts'

/** `/`: leads each person to the page of their role; somebody unknown to sign-in or to first run. */
export const LandingPage = (): ReactNode => {
  const t = useT()
  const router = useRouter()
  const session = useQuery(sessionQuery)
  const here = session.data && chosenOrganisation(session.data)
  const isStranger = session.error !== null && failureOf(session.error).status === 401
  const status = useQuery({ ...serverQuery(setupStatus, {}), enabled: isStranger })
  const projects = useQuery({ ...serverQuery(listProjects, {}), enabled: session.data !== undefined && !here?.lacksSecondFactor })
  const address = useMemo(() => {
    if (isStranger) return status.data && (status.data.open ? '/setup' : '/login')
    // The console shows what is missing in place of every page.
    if (here?.lacksSecondFactor) return '/settings'
    if (!session.data || !projects.data) return undefined
    return landingOf(pages, { roles: here?.roles ?? [], projects: projects.data.projects })
  }, [isStranger, status.data, here, session.data, projects.data])
  useEffect(() => { if (address) router.history.replace(address) }, [address, router])
  const error = isStranger ? status.error : session.error ?? projects.error
  return (
    <main style={{ padding: 24 }}>
      {error ? <FailureState failure={failureOf(error)} /> : address === null ? <EmptyState what={t(shellMessages.nowhere)} next={t(shellMessages.nowhereNext)} /> : <SkeletonRows rows={6} />}
    </main>
  )
}
