import type { Page } from './page.ts'

/**
 * Every page of the product: where it lives, in which room, and how it is loaded. A slice's page is one entry here and one
 * component in its `web/` folder; the navigation follows from it.
 */
export const pages: readonly Page[] = [
  { path: '/setup', room: 'alone', load: () => import('./setup/setup-page.tsx').then(m => m.SetupPage) },
  { path: '/login', room: 'alone', load: () => import('./login/login-page.tsx').then(m => m.LoginPage) },
  { path: '/start', room: 'console', load: () => import('../../support/sample/web/start-page.tsx').then(m => m.StartPage) },
  { path: '/p/$project', room: 'console', place: 'overview', opensPlace: true, load: () => import('../../support/overview/web/project-home.tsx').then(m => m.ProjectHome) },
  { path: '/playground', room: 'alone', load: () => import('./playground/gallery-page.tsx').then(m => m.GalleryPage) },
  { path: '/playground/frame', room: 'alone', load: () => import('./playground/frame-sample.tsx').then(m => m.FrameSample) },
  { path: '/playground/setup', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.AdministratorSample) },
  { path: '/playground/start', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.StartSample) },
  { path: '/playground/login', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.SignInSample) },
]
