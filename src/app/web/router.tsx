import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { createRootRoute, createRoute, createRouter, Outlet, useParams, useRouter } from '@tanstack/react-router'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ConsoleRoom } from './console-room.tsx'
import { PageStopped } from './error-boundary.tsx'
import { LandingPage } from './landing-page.tsx'
import { followLinks } from './link-clicks.ts'
import { SignInOverlay } from './login/sign-in-overlay.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import type { Role } from '../../workspace/access/model.ts'
import type { Page, Place } from './page.ts'
import { pages } from './pages.ts'
import { PaletteProvider } from './palette/palette-provider.tsx'
import { parseSearch, stringifySearch } from './search-params.ts'
import { usePreferencesOfAccount } from './use-own-appearance.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption { place?: Place, needs?: readonly Role[] }
}

const Root = (): ReactNode => {
  const router = useRouter()
  useEffect(() => followLinks(address => router.history.push(address)), [router])
  usePreferencesOfAccount()
  return <PaletteProvider><Outlet /><SignInOverlay /></PaletteProvider>
}

const pageComponent = (page: Page): (() => ReactNode) => {
  const Shown = lazy(async () => ({ default: await page.load() }))
  return () => {
    const params: Readonly<Record<string, string>> = useParams({ strict: false })
    return <Suspense fallback={<div style={{ padding: 24 }}><SkeletonRows rows={8} /></div>}><Shown params={params} /></Suspense>
  }
}

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFoundPage, errorComponent: ({ error }) => <PageStopped error={error} /> })
const landingRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: LandingPage })
const consoleRoute = createRoute({ getParentRoute: () => rootRoute, id: 'console', component: ConsoleRoom })

const routesOf = (room: Page['room'], parent: () => typeof rootRoute | typeof consoleRoute) =>
  pages.filter(page => page.room === room).map(page => createRoute({ getParentRoute: parent, path: page.path, component: pageComponent(page), staticData: { place: page.place, needs: page.needs } }))

export const createAppRouter = () => createRouter({
  routeTree: rootRoute.addChildren([landingRoute, ...routesOf('alone', () => rootRoute), consoleRoute.addChildren(routesOf('console', () => consoleRoute))]),
  parseSearch, stringifySearch, defaultPreload: false, scrollRestoration: true, trailingSlash: 'never',
  defaultErrorComponent: ({ error }) => <PageStopped error={error} />,
})
