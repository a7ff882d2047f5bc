import { sourcePolicy } from '../../chain/1-source/policy.ts'
import { preparationPolicy } from '../../chain/2-preparation/policy.ts'
import { productionPolicy } from '../../chain/3-production/policy.ts'
import { inspectionPolicy } from '../../chain/5-inspection/policy.ts'
import { releasePolicy } from '../../chain/6-release/policy.ts'
import { overviewPolicy } from '../../support/overview/policy.ts'
import { accessPolicy } from '../../workspace/access/policy.ts'
import { partyPolicy } from '../../workspace/project/parties/policy.ts'
import { projectPolicy } from '../../workspace/project/policy.ts'
import { runPolicy } from '../../workspace/runs/policy.ts'
import type { Page } from './page.ts'

/**
 * Every page of the product: where it lives, in which room, and how it is loaded. A slice's page is one entry here and one
 * component in its `web/` folder; the navigation follows from it.
 */
export const pages: readonly Page[] = [
  { path: '/setup', room: 'alone', load: () => import('./setup/setup-page.tsx').then(m => m.SetupPage) },
  { path: '/login', room: 'alone', load: () => import('./login/login-page.tsx').then(m => m.LoginPage) },
  { path: '/start', room: 'alone', load: () => import('./start/start-page.tsx').then(m => m.StartPage) },
  { path: '/me', room: 'console', place: 'me', opensPlace: true, load: () => import('./inbox.tsx').then(m => m.Inbox) },
  { path: '/projects', room: 'console', load: () => import('../../workspace/project/web/projects-page.tsx').then(m => m.ProjectsPage) },
  { path: '/p/$project', room: 'console', place: 'overview', opensPlace: true, needs: overviewPolicy['overview.read'], load: () => import('../../support/overview/web/project-home.tsx').then(m => m.ProjectHome) },
  { path: '/p/$project/source', room: 'console', place: 'source', opensPlace: true, needs: sourcePolicy['dataset.read'], load: () => import('../../chain/1-source/web/source-page.tsx').then(m => m.SourcePage) },
  { path: '/p/$project/screen', room: 'console', place: 'screen', opensPlace: true, needs: preparationPolicy['recipe.read'], load: () => import('../../chain/2-preparation/web/screen-page.tsx').then(m => m.ScreenPage) },
  { path: '/p/$project/clean', room: 'console', place: 'clean', opensPlace: true, needs: preparationPolicy['recipe.read'], load: () => import('../../chain/2-preparation/web/screen-page.tsx').then(m => m.CleanPage) },
  { path: '/p/$project/classify', room: 'console', place: 'classify', opensPlace: true, needs: preparationPolicy['recipe.read'], load: () => import('../../chain/2-preparation/web/screen-page.tsx').then(m => m.ClassifyPage) },
  { path: '/p/$project/recipes/$recipe', room: 'console', place: 'screen', needs: preparationPolicy['recipe.read'], load: () => import('../../chain/2-preparation/web/recipe-page.tsx').then(m => m.RecipePage) },
  { path: '/p/$project/preparations/$preparation', room: 'console', place: 'screen', needs: preparationPolicy['preparation.read'], load: () => import('../../chain/2-preparation/web/preparation-page.tsx').then(m => m.PreparationPage) },
  { path: '/p/$project/datasets/$dataset', room: 'console', place: 'source', needs: sourcePolicy['dataset.read'], load: () => import('../../chain/2-preparation/web/explorer-page.tsx').then(m => m.ExplorerPage) },
  { path: '/p/$project/datasets/$dataset/provenance', room: 'console', place: 'source', needs: sourcePolicy['paper.read'], load: () => import('../../chain/1-source/web/provenance-page.tsx').then(m => m.ProvenancePage) },
  { path: '/p/$project/annotate', room: 'console', place: 'annotate', opensPlace: true, needs: productionPolicy['batch.read'], load: () => import('../../chain/5-inspection/web/batch-board-page.tsx').then(m => m.BatchBoardPage) },
  { path: '/p/$project/annotate/new', room: 'console', place: 'annotate', needs: productionPolicy['batch.manage'], load: () => import('../../chain/5-inspection/web/new-batch-page.tsx').then(m => m.NewBatchPage) },
  { path: '/p/$project/b/$batch', room: 'console', place: 'annotate', needs: productionPolicy['batch.read'], load: () => import('../../chain/5-inspection/web/batch-page.tsx').then(m => m.BatchPage) },
  { path: '/p/$project/questions', room: 'console', place: 'questions', opensPlace: true, needs: productionPolicy['question.read'], load: () => import('../../chain/3-production/web/questions-page.tsx').then(m => m.QuestionsPage) },
  { path: '/p/$project/inspect', room: 'console', place: 'inspect', opensPlace: true, needs: [...inspectionPolicy['inspection.read'], ...inspectionPolicy['review.judge']], load: () => import('../../chain/5-inspection/web/inspect-page.tsx').then(m => m.InspectPage) },
  { path: '/p/$project/b/$batch/inspection', room: 'console', place: 'inspect', needs: inspectionPolicy['inspection.read'], load: () => import('../../chain/5-inspection/web/lot-page.tsx').then(m => m.LotPage) },
  { path: '/p/$project/appeals', room: 'console', place: 'inspect', needs: inspectionPolicy['appeal.read'], load: () => import('../../chain/5-inspection/web/appeals-page.tsx').then(m => m.AppealsPage) },
  { path: '/p/$project/gold', room: 'console', place: 'inspect', needs: inspectionPolicy['gold.manage'], load: () => import('../../chain/5-inspection/web/gold-page.tsx').then(m => m.GoldPage) },
  { path: '/p/$project/b/$batch/delivery', room: 'console', place: 'annotate', needs: inspectionPolicy['delivery.read'], load: () => import('../../chain/5-inspection/web/delivery-page.tsx').then(m => m.DeliveryPage) },
  { path: '/p/$project/releases', room: 'console', place: 'release', opensPlace: true, needs: releasePolicy['release.read'], load: () => import('../../chain/6-release/web/releases-page.tsx').then(m => m.ReleasesPage) },
  { path: '/p/$project/releases/compare', room: 'console', place: 'release', needs: releasePolicy['release.read'], load: () => import('../../chain/6-release/web/compare-page.tsx').then(m => m.ComparePage) },
  { path: '/p/$project/releases/$release', room: 'console', place: 'release', needs: releasePolicy['release.read'], load: () => import('../../chain/6-release/web/release-page.tsx').then(m => m.ReleasePage) },
  { path: '/p/$project/runs', room: 'console', place: 'runs', opensPlace: true, needs: runPolicy['run.read'], load: () => import('./runs/run-pages.tsx').then(m => m.RunsPage) },
  { path: '/p/$project/runs/$run', room: 'console', place: 'runs', needs: runPolicy['run.read'], load: () => import('./runs/run-pages.tsx').then(m => m.RunPage) },
  { path: '/p/$project/schema', room: 'console', place: 'schema', opensPlace: true, needs: projectPolicy['project.read'], load: () => import('../../workspace/project/web/schema-page.tsx').then(m => m.SchemaPage) },
  { path: '/p/$project/schema/migrate', room: 'console', place: 'schema', needs: projectPolicy['schema.change'], load: () => import('../../workspace/project/web/migration-page.tsx').then(m => m.MigrationPage) },
  { path: '/p/$project/guideline', room: 'console', place: 'schema', needs: projectPolicy['project.read'], load: () => import('../../workspace/project/web/guideline-page.tsx').then(m => m.GuidelinePage) },
  { path: '/p/$project/people', room: 'console', place: 'people', opensPlace: true, needs: accessPolicy['person.list'], load: () => import('../../workspace/project/web/members-page.tsx').then(m => m.MembersPage) },
  { path: '/p/$project/parties', room: 'console', place: 'people', needs: partyPolicy['party.read'], load: () => import('./parties/parties-page.tsx').then(m => m.PartiesPage) },
  { path: '/p/$project/journal', room: 'console', place: 'journal', opensPlace: true, needs: accessPolicy['journal.read'], load: () => import('../../support/overview/web/journal-page.tsx').then(m => m.JournalPage) },
  { path: '/p/$project/settings', room: 'console', place: 'settings', opensPlace: true, needs: projectPolicy['project.change'], load: () => import('../../workspace/project/web/settings-page.tsx').then(m => m.ProjectSettingsPage) },
  { path: '/o/people', room: 'console', needs: accessPolicy['person.list'], load: () => import('./organisation/people-page.tsx').then(m => m.PeoplePage) },
  { path: '/o/base', room: 'console', needs: accessPolicy['base.read'], load: () => import('../../workspace/project/web/base-page.tsx').then(m => m.BasePage) },
  { path: '/o/engagements', room: 'console', needs: partyPolicy['engagement.manage'], load: () => import('../../workspace/project/parties/web/engagements-page.tsx').then(m => m.EngagementsPage) },
  { path: '/party', room: 'console', needs: partyPolicy['engagement.manage'], load: () => import('../../workspace/project/parties/web/offer-page.tsx').then(m => m.OfferPage) },
  { path: '/o/journal', room: 'console', needs: accessPolicy['journal.read'], load: () => import('../../support/overview/web/journal-page.tsx').then(m => m.JournalPage) },
  { path: '/settings', room: 'console', load: () => import('./settings/settings-page.tsx').then(m => m.SettingsPage) },
  { path: '/join', room: 'alone', load: () => import('./join/join-page.tsx').then(m => m.JoinPage) },
  { path: '/w/$assignment', room: 'alone', load: () => import('./workbench/workbench-page.tsx').then(m => m.WorkbenchPage) },
  { path: '/i/$inspection', room: 'alone', load: () => import('./workbench/inspect-room.tsx').then(m => m.InspectRoomPage) },
  { path: '/appeals/$appeal', room: 'alone', load: () => import('./workbench/appeal-room.tsx').then(m => m.AppealRoomPage) },
  { path: '/deliveries/$delivery', room: 'alone', load: () => import('./workbench/delivery-room.tsx').then(m => m.DeliveryRoomPage) },
  { path: '/playground', room: 'alone', load: () => import('./playground/gallery-page.tsx').then(m => m.GalleryPage) },
  { path: '/playground/frame', room: 'alone', load: () => import('./playground/frame-sample.tsx').then(m => m.FrameSample) },
  { path: '/playground/setup', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.AdministratorSample) },
  { path: '/playground/start', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.StartSample) },
  { path: '/playground/login', room: 'alone', load: () => import('./playground/setup-samples.tsx').then(m => m.SignInSample) },
]
