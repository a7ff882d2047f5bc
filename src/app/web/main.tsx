import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import '../../ui/base.css'
import { CommandsProvider } from '../../ui/commands.tsx'
import { CrumbsProvider } from '../../ui/crumbs.tsx'
import { LocaleProvider } from '../../ui/i18n.tsx'
import { connectServer } from '../../ui/server.ts'
import { ToastProvider } from '../../ui/toast.tsx'
import { AssetShowsContext } from '../../workspace/project/web/examples/asset-shows.ts'
import { actsIn, call, failureOf, mediaUrlOf } from './api.ts'
import { assetShows } from './asset-shows.ts'
import { AppearanceProvider } from './appearance.tsx'
import { asked } from './asked.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import './failures.ts'
import { createQueryClient } from './queries.ts'
import { createAppRouter } from './router.tsx'

connectServer({ call, failureOf, mediaUrlOf, actsIn })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <LocaleProvider initial={asked.locale}>
      <AppearanceProvider initial={asked.theme}>
        <ErrorBoundary>
          <QueryClientProvider client={createQueryClient()}>
            <CommandsProvider><CrumbsProvider><ToastProvider>
              <AssetShowsContext value={assetShows}><RouterProvider router={createAppRouter()} /></AssetShowsContext>
            </ToastProvider></CrumbsProvider></CommandsProvider>
          </QueryClientProvider>
        </ErrorBoundary>
      </AppearanceProvider>
    </LocaleProvider>
  </StrictMode>,
)
