import { placeAsked } from '../../workspace/project/events.ts'
import * as rows from './repository.ts'

/** Tells a migration of the label schema in how many releases its entries stand. Releases themselves never change. */
export const followSchemaOfReleases = (): void => {
  placeAsked.follow(async ({ tx, project, place, standing }) => { standing.releases += await rows.countReleasesUnder(tx, project, place) })
}
