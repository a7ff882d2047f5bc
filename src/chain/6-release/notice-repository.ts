import { sql } from 'kysely'
import type { AssetId, MembershipId, OrganisationId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import './table.ts'

export interface StoredNotice { id: string, release: ReleaseId, kind: 'revoked' | 'affected', reason: string, note: string | null, assets: number, at: Date }

export const insertNotices = async (tx: Tx, organisation: OrganisationId, notices: readonly (StoredNotice & { by: MembershipId | null })[]): Promise<void> => {
  if (notices.length > 0) await tx.insertInto('release_notice').values(notices.map(n => ({ organisation, ...n }))).execute()
}
/** Oldest first. */
export const noticesOf = (tx: Tx, release: ReleaseId): Promise<StoredNotice[]> =>
  tx.selectFrom('release_notice').select(['id', 'release', 'kind', 'reason', 'note', 'assets', 'at']).where('release', '=', release).orderBy('at').orderBy('id').execute() as Promise<StoredNotice[]>

/** How many notices each release has, for lists. */
export const noticeCounts = async (tx: Tx, releases: readonly ReleaseId[]): Promise<Map<string, number>> => {
  if (releases.length === 0) return new Map()
  const found = await tx.selectFrom('release_notice').select(['release', tx.fn.countAll<number>().as('n')]).where('release', 'in', [...releases]).groupBy('release').execute()
  return new Map(found.map(r => [r.release, Number(r.n)]))
}

/** Releases of the project that hold some of the assets, those that are still being built among them, with how many. */
export const releasesWith = async (tx: Tx, project: ProjectId, assets: readonly AssetId[]): Promise<{ release: ReleaseId, assets: number }[]> => (await sql<{ release: ReleaseId, assets: number }>`
  select r.id release, count(distinct i.asset)::int assets from release_item i join release r on r.id = i.release
  where i.asset = any(${assets}::uuid[]) and r.project = ${project} and r.state <> 'failed' group by r.id order by r.id`.execute(tx)).rows

export interface Holder { membership: string, name: string, downloads: number, firstAt: Date, lastAt: Date }
/** Who downloaded anything of the release, by the journal; the latest first. */
export const holdersOf = async (tx: Tx, release: ReleaseId): Promise<Holder[]> => (await sql<Holder>`
  select j.membership, a.name, count(*)::int downloads, min(j.at) "firstAt", max(j.at) "lastAt"
  from journal j join membership m on m.id = j.membership join account a on a.id = m.account
  where j.kind = 'release' and j.object = ${release}::text and j.verb = 'release.downloaded' group by 1, 2 order by 5 desc, 1`.execute(tx)).rows

export interface OwnNotice extends StoredNotice { project: ProjectId, number: number, name: string }
/** Notices of releases that this person downloaded something of, newest first. */
export const ownNotices = async (tx: Tx, membership: MembershipId, limit: number): Promise<OwnNotice[]> => (await sql<OwnNotice>`
  select n.id, n.release, n.kind, n.reason, n.note, n.assets, n.at, r.project, r.number, r.name from release_notice n join release r on r.id = n.release
  where exists (select from journal j where j.kind = 'release' and j.object = n.release::text and j.verb = 'release.downloaded' and j.membership = ${membership})
  order by n.at desc, n.id desc limit ${limit}`.execute(tx)).rows
