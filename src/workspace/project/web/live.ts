import type { LiveQueries } from '../../../ui/live.ts'
import { listPeople, listTokens, readSession } from '../../access/contract.ts'
import { listMembers, listProjects, readGuideline, readProject, readSchema } from '../contract.ts'

export const projectLive: LiveQueries = {
  organisation: [readSession], invitation: [listPeople], membership: [listPeople, listMembers, listProjects, readProject, readSession], token: [listTokens],
  project: [listProjects, readProject], 'label-schema': [readProject, readSchema], guideline: [readProject, readGuideline],
}
