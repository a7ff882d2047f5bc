import type { Endpoint } from '../../workspace/access/endpoint.ts'
import { accessRoutes, type ChallengeWriter } from '../../workspace/access/routes.ts'
import { projectRoutes } from '../../workspace/project/routes.ts'
import { runRoutes } from '../../workspace/runs/routes.ts'

/** Every route of the product. @param challenges null in a team deployment */
export const endpoints = (challenges: ChallengeWriter | null): readonly Endpoint[] => [...accessRoutes(challenges), ...projectRoutes, ...runRoutes]
