import { sql } from 'kysely'
import type { BatchId, MembershipId, ProjectId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'

export interface Effort { readonly person: MembershipId, readonly name: string, readonly seconds: number, readonly shapes: number, readonly returns: number }
/** One row per handed-in annotation of a batch that was measured: seconds at work, shapes that stand in it, and how often it was sent back. */
export const effortsOf = async (tx: Tx, batch: BatchId): Promise<Effort[]> => {
  const { rows } = await sql<{ person: MembershipId, name: string, seconds: number, shapes: string, returns: string }>`
    select a.person, c.name, a.active_seconds seconds,
      (select count(*) from annotation n join shape s on s.annotation = n.id where n.assignment = a.id) shapes,
      (select count(*) from annotation n join review r on r.annotation = n.id where n.assignment = a.id and r.verdict = 'return') returns
    from assignment a join membership m on m.id = a.person join account c on c.id = m.account
    where a.batch = ${batch} and a.step = 'annotate' and a.submitted_at is not null and a.state in ('submitted', 'accepted', 'returned') and a.active_seconds > 0
    order by a.claimed_at limit 100000`.execute(tx)
  return rows.map(r => ({ ...r, shapes: Number(r.shapes), returns: Number(r.returns) }))
}
/** The newest pilot of the project that measured something, but for this batch. */
export const lastPilot = (tx: Tx, project: ProjectId, but: BatchId): Promise<{ id: string, number: number } | undefined> =>
  tx.selectFrom('batch as b').select(['b.id', 'b.number']).where('b.project', '=', project).where('b.kind', '=', 'pilot').where('b.id', '<>', but)
    .where(e => e.exists(e.selectFrom('assignment as a').select('a.id').whereRef('a.batch', '=', 'b.id').where('a.step', '=', 'annotate').where('a.submitted_at', 'is not', null).where('a.active_seconds', '>', 0)))
    .orderBy('b.number', 'desc').limit(1).executeTakeFirst()
