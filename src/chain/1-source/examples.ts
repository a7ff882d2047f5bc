import { examplesAsked } from '../../workspace/project/events.ts'
import * as rows from './repository.ts'

/** Tells a guideline which assets of its examples the reader sees: row-level security answers for guests. */
export const followExamples = (): void => {
  examplesAsked.follow(async ({ tx, project, assets, standing }) => {
    for (const { id, withdrawn } of await rows.standingOf(tx, project, assets)) standing.set(id, withdrawn ? 'withdrawn' : 'there')
  })
}
