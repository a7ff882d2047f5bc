import { sql } from 'kysely'
import type { ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../database/connect.ts'

/** Whom the reader of a transaction may know of in one project. `hides`: the terms of the reader's party keep people back. */
export interface PeopleInSight {
  readonly hides: boolean
  /** The membership, or null where the reader may not know whose it is. */
  seen<P extends string | null>(membership: P): P | null
}

/** Asks the functions by which row-level security narrows a guest; the project's own organisation knows everybody, whoever has left included. */
export const peopleInSight = async (tx: Tx, project: ProjectId): Promise<PeopleInSight> => {
  const { rows: [row] } = await sql<{ hides: boolean, known: string[] }>`select
    exists (select from guest_parties(current_guest()) p where p.project = ${project} and 'people' = any (p.hidden)) as hides,
    array(select guest_people(current_guest()))::text[] as known`.execute(tx)
  const { hides, known } = row!, people = new Set<string | null>(known)
  return { hides, seen: membership => (!hides || people.has(membership) ? membership : null) }
}
