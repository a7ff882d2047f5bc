import { sourceRoutes } from '../../chain/1-source/routes.ts'
import { preparationRoutes } from '../../chain/2-preparation/routes.ts'
import { productionRoutes } from '../../chain/3-production/routes.ts'
import { annotationRoutes } from '../../chain/4-annotation/routes.ts'
import { inspectionRoutes } from '../../chain/5-inspection/routes.ts'
import { releaseRoutes } from '../../chain/6-release/routes.ts'
import { auditRoutes } from '../../support/overview/audit/routes.ts'
import type { Hub } from '../../support/overview/live/hub.ts'
import { liveRoutes } from '../../support/overview/live/routes.ts'
import { overviewRoutes } from '../../support/overview/routes.ts'
import { sampleRoutes } from '../../support/sample/routes.ts'
import type { Endpoint } from '../../workspace/access/endpoint.ts'
import { accessRoutes, type ChallengeWriter } from '../../workspace/access/routes.ts'
import { projectRoutes } from '../../workspace/project/routes.ts'
import { runRoutes } from '../../workspace/runs/routes.ts'

/** Every route of the product. @param challenges null in a team deployment @param hub null without a live stream */
export const endpoints = (challenges: ChallengeWriter | null, hub: Hub | null = null): readonly Endpoint[] => [
  ...accessRoutes(challenges), ...projectRoutes, ...runRoutes, ...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes, ...overviewRoutes, ...auditRoutes, ...liveRoutes(hub), ...sampleRoutes,
]
