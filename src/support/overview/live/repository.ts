import type { Tx } from '../../../workspace/database/connect.ts'

/** Of a run of the scope's organisation; undefined when there is no such run. */
export const projectOfRun = async (tx: Tx, run: string): Promise<string | null | undefined> =>
  (await tx.selectFrom('run.run').select('project').where('id', '=', run).executeTakeFirst())?.project
