import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useMatches, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { signOut, type SessionView } from '../../workspace/access/contract.ts'
import { isAllowed } from '../../workspace/access/model.ts'
import { partyPolicy } from '../../workspace/project/parties/policy.ts'
import { accessPolicy } from '../../workspace/access/policy.ts'
import { readProject } from '../../workspace/project/contract.ts'
import { useCommands, type Command } from '../../ui/commands.tsx'
import { useTrail } from '../../ui/crumbs.tsx'
import { FailureState } from '../../ui/error-state.tsx'
import { useT } from '../../ui/i18n.tsx'
import { serverQuery } from '../../ui/server.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { call, failureOf } from './api.ts'
import { ElsewherePage } from './elsewhere-page.tsx'
import { elsewhereOf } from './elsewhere.ts'
import { ConsoleFrame } from './frame/console-frame.tsx'
import type { AccountLink } from './frame/account-menu.tsx'
import { useFrameFacts } from './frame/use-frame-facts.ts'
import { useHere, type Here } from './frame/use-here.ts'
import { useLive } from './live/use-live.ts'
import { shellMessages } from './messages.ts'
import { NotYours } from './not-yours.tsx'
import { entriesOf, type Place } from './page.ts'
import { pages } from './pages.ts'
import { usePalette } from './palette/palette-provider.tsx'
import { sessionQuery, switchOrganisation, type OrganisationView } from './session-query.ts'

const EnrolPage = lazy(() => import('./settings/enrol-page.tsx').then(m => ({ default: m.EnrolPage })))
const AntdProvider = lazy(() => import('./antd-provider.tsx').then(m => ({ default: m.AntdProvider })))

/** The person's own page, and those of the organisation that they may open. */
const useAccountLinks = (organisation: OrganisationView | undefined): readonly AccountLink[] => {
  const t = useT()
  return useMemo(() => {
    const roles = organisation?.roles ?? []
    return [
      { href: '/settings', label: t(shellMessages.ownSettings), icon: 'settings' as const },
      ...isAllowed(accessPolicy['person.list'], roles) ? [{ href: '/o/people', label: t(shellMessages.organisationPeople), icon: 'people' as const }] : [],
      ...isAllowed(partyPolicy['engagement.manage'], roles) ? [{ href: '/o/engagements', label: t(shellMessages.engagements), icon: 'link' as const }] : [],
      ...isAllowed(accessPolicy['journal.read'], roles) ? [{ href: '/o/journal', label: t(shellMessages.journal), icon: 'book' as const }] : [],
    ]
  }, [organisation, t])
}

/** Every entry of the navigation and of the account menu as a command. */
const useGoCommands = (entries: ReadonlyMap<Place, string>, links: readonly AccountLink[]): void => {
  const t = useT()
  const router = useRouter()
  useCommands(useMemo(() => {
    const go = (id: string, place: string, href: string): Command => ({ id: `go:${id}`, group: 'go', title: t(shellMessages.goTo, { place }), run: () => router.history.push(href) })
    return [...[...entries].map(([place, href]) => go(place, t(place === 'me' ? shellMessages.myWork : shellMessages[place]), href)), ...links.map(link => go(link.href, link.label, link.href))]
  }, [entries, links, t, router]))
}

/** Other organisations of the person, where the present one has not the project of the address. Asked only where its list lacks it. */
const useElsewhere = (session: SessionView, project: string | null, { organisation, projects, isKnown }: Here): readonly OrganisationView[] => {
  const isMissing = project !== null && isKnown && session.organisations.length > 1 && !projects.some(p => p.id === project)
  const { error } = useQuery({ ...serverQuery(readProject, { params: { project: project ?? '' } }), enabled: isMissing, retry: false })
  return isMissing ? elsewhereOf(session.organisations, organisation?.id, error && failureOf(error)) : []
}

const SignedInConsole = ({ session }: { readonly session: SessionView }): ReactNode => {
  const client = useQueryClient()
  const router = useRouter()
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  const project = params['project'] ?? null
  const place = useMatches({ select: matches => matches.at(-1)?.staticData.place ?? null })
  const needs = useMatches({ select: matches => matches.at(-1)?.staticData.needs })
  const here = useHere(session, project), { organisation, leadsTo } = here
  const facts = useFrameFacts(session, project, here)
  const entries = useMemo(() => entriesOf(pages, { project: leadsTo.id }, leadsTo.roles), [leadsTo])
  const links = useAccountLinks(organisation), elsewhere = useElsewhere(session, project, here)
  useGoCommands(entries, links)
  useLive(organisation?.id)
  const organisations = session.organisations.map(o => ({ id: o.id, name: o.name, current: o.id === organisation?.id }))
  const leave = async (): Promise<void> => { await call(signOut, {}); client.clear(); router.history.push('/login') }
  return (
    <ConsoleFrame facts={facts} entries={entries} place={place} crumbs={useTrail()} onSearch={usePalette()} account={{ links, organisations, onSwitch: switchOrganisation, onSignOut: () => void leave() }}>
      {organisation?.lacksSecondFactor ? <Suspense fallback={<SkeletonRows rows={8} />}><AntdProvider><EnrolPage organisation={organisation.name} /></AntdProvider></Suspense>
        : elsewhere.length > 0 ? <ElsewherePage current={organisation?.name ?? ''} others={elsewhere} />
        : needs && !here.isKnown ? <SkeletonRows rows={8} /> : needs && !isAllowed(needs, here.roles) ? <NotYours needs={needs} roles={here.roles} />
        : <Suspense fallback={<SkeletonRows rows={8} />}><AntdProvider><Outlet /></AntdProvider></Suspense>}
    </ConsoleFrame>
  )
}

/** The console for whoever is signed in; others are led to sign-in and come back to this address. */
export const ConsoleRoom = (): ReactNode => {
  const router = useRouter()
  const address = useRouterState({ select: state => state.location.href })
  const { data: session, error } = useQuery(sessionQuery)
  const isStranger = !session && error !== null && failureOf(error).status === 401
  useEffect(() => { if (isStranger) router.history.replace(`/login?next=${encodeURIComponent(address)}`) }, [isStranger, address, router])
  if (session) return <SignedInConsole session={session} />
  return <main style={{ padding: 24 }}>{error && !isStranger ? <FailureState failure={failureOf(error)} /> : <SkeletonRows rows={8} />}</main>
}
