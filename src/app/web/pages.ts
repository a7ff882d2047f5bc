import type { Page } from './page.ts'

/**
 * Every page of the product: where it lives, in which room, and how it is loaded. A slice's page is one entry here and one
 * component in its `web/` folder; the navigation follows from it.
 */
export const pages: readonly Page[] = [
  { path: '/setup', room: 'alone', load: () => import('./setup/setup-page.tsx').then(m => m.SetupPage) },
  { path: '/login', room: 'alone', load: () => import('./login/login-page.tsx').then(m => m.LoginPage) },
  { path: '/start', room: 'alone', load: () => import('./start/start-page.tsx').then(m => m.StartPage) },
  { path: '/me', room: 'console', place: 'me', opensPlace: true, load: () => import('../../chain/5-inspection/web/inbox-page.tsx').then(m => m.InboxPage) },
  { path: '/projects', room: 'console', load: () => import('../../workspace/project/web/projects-page.tsx').then(m => m.ProjectsPage) },
  { path: '/p/$project', room: 'console', place: 'overview', opensPlace: true, load: () => import('../../support/overview/web/project-home.tsx').then(m => m.ProjectHome) },
  { path: '/p/$project/source', room: 'console', place: 'source', opensPlace: true, load: () => import('../../chain/1-source/web/source-page.tsx').then(m => m.SourcePage) },
  { path: '/p/$project/screen', room: 'console', place: 'screen', opensPlace: true, load: () => import('../../chain/2-preparation/web/screen-page.tsx').then(m => m.ScreenPage) },
  { path: '/p/$project/clean', room: 'console', place: 'clean', opensPlace: true, load: () => import('../../chain/2-preparation/web/screen-page.tsx').then(m => m.CleanPage) },
  { path: '/p/$project/classify', room: 'console', place: 'classify', opensPlace: true, load: () => import('../../chain/2-preparation/web/screen-page.tsx').then(m => m.ClassifyPage) },
  { path: '/p/$project/recipes/$recipe', room: 'console', place: 'screen', load: () => import('../../chain/2-preparation/web/recipe-page.tsx').then(m => m.RecipePage) },
  { path: '/p/$project/preparations/$preparation', room: 'console', place: 'screen', load: () => import('../../chain/2-preparation/web/preparation-page.tsx').then(m => m.PreparationPage) },
  { path: '/p/$project/datasets/$dataset', room: 'console', place: 'source', load: () => import('../../chain/2-preparation/web/explorer-page.tsx').then(m => m.ExplorerPage) },
  { path: '/p/$project/schema', room: 'console', place: 'schema', opensPlace: true, load: () => import('../../workspace/project/web/schema-page.tsx').then(m => m.SchemaPage) },
  { path: '/p/$project/guideline', room: 'console', place: 'schema', load: () => import('../../workspace/project/web/guideline-page.tsx').then(m => m.GuidelinePage) },
  { path: '/w/$assignment', room: 'alone', load: () => import('./workbench/workbench-page.tsx').then(m => m.WorkbenchPage) },
  { path: '/playground', room: 'alone', load: () => import('./playground/gallery-page.tsx').then(m => m.GalleryPage) },
  { path: '/playground/frame', room: 'alone', load: () => import('./playground/frame-sample.tsx').then(m => m.FrameSample) },
  { path: '/playground/setup', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.AdministratorSample) },
  { path: '/playground/start', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.StartSample) },
  { path: '/playground/login', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.SignInSample) },
]
