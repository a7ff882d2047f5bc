import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import '../../ui/base.css'
import { CommandsProvider } from '../../ui/commands.tsx'
import { CrumbsProvider } from '../../ui/crumbs.tsx'
import { LocaleProvider } from '../../ui/i18n.tsx'
import { isLocale } from '../../ui/locale.ts'
import { connectServer } from '../../ui/server.ts'
import { ToastProvider } from '../../ui/toast.tsx'
import { call, failureOf, mediaUrlOf } from './api.ts'
import { AppearanceProvider, isThemeChoice } from './appearance.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import './failures.ts'
import { createQueryClient } from './queries.ts'
import { createAppRouter } from './router.tsx'

connectServer({ call, failureOf, mediaUrlOf })

// A link may carry a language and a theme (`?lang=en&theme=dark`): they hold until the person chooses, and are not stored.
const asked = new URLSearchParams(location.search)
const lang = asked.get('lang'), theme = asked.get('theme')

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <LocaleProvider initial={isLocale(lang) ? lang : undefined}>
      <AppearanceProvider initial={isThemeChoice(theme) ? theme : undefined}>
        <ErrorBoundary>
          <QueryClientProvider client={createQueryClient()}>
            <CommandsProvider><CrumbsProvider><ToastProvider>
              <RouterProvider router={createAppRouter()} />
            </ToastProvider></CrumbsProvider></CommandsProvider>
          </QueryClientProvider>
        </ErrorBoundary>
      </AppearanceProvider>
    </LocaleProvider>
  </StrictMode>,
)
