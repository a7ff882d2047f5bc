import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useMatches, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { signOut, type SessionView } from '../../workspace/access/contract.ts'
import { useCommands, type Command } from '../../ui/commands.tsx'
import { useTrail } from '../../ui/crumbs.tsx'
import { FailureState } from '../../ui/error-state.tsx'
import { useT } from '../../ui/i18n.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { call, failureOf } from './api.ts'
import { ConsoleFrame } from './frame/console-frame.tsx'
import { useFrameFacts } from './frame/use-frame-facts.ts'
import { shellMessages } from './messages.ts'
import { entriesOf, type Place } from './page.ts'
import { pages } from './pages.ts'
import { usePalette } from './palette/palette-provider.tsx'
import { sessionQuery } from './session-query.ts'

const AntdProvider = lazy(() => import('./antd-provider.tsx').then(m => ({ default: m.AntdProvider })))

/** Every entry of the navigation as a command. */
const useGoCommands = (entries: ReadonlyMap<Place, string>): void => {
  const t = useT()
  const router = useRouter()
  useCommands(useMemo(() => [...entries].map(([place, href]): Command => ({
    id: `go:${place}`, group: 'go', title: t(shellMessages.goTo, { place: t(place === 'me' ? shellMessages.myWork : shellMessages[place]) }), run: () => router.history.push(href),
  })), [entries, t, router]))
}

const SignedInConsole = ({ session }: { readonly session: SessionView }): ReactNode => {
  const client = useQueryClient()
  const router = useRouter()
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  const project = params['project'] ?? null
  const place = useMatches({ select: matches => matches.at(-1)?.staticData.place ?? null })
  const facts = useFrameFacts(session, project)
  const fallback = facts.projects[0]?.id
  const entries = useMemo(() => entriesOf(pages, { project: project ?? fallback }), [project, fallback])
  useGoCommands(entries)
  const leave = async (): Promise<void> => { await call(signOut, {}); client.clear(); router.history.push('/login') }
  return (
    <ConsoleFrame facts={facts} entries={entries} place={place} crumbs={useTrail()} onSearch={usePalette()} onSignOut={() => void leave()}>
      <Suspense fallback={<SkeletonRows rows={8} />}><AntdProvider><Outlet /></AntdProvider></Suspense>
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
