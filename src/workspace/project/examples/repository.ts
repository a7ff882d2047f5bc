import type { MembershipId, OrganisationId, ProjectId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export interface Picture { readonly sha256: string, readonly media_type: string, readonly size: number }
/** The same picture again is the one that is there. */
export const insertPicture = async (tx: Tx, p: Picture & { organisation: OrganisationId, project: ProjectId, by: MembershipId, now: Date }): Promise<boolean> =>
  (await tx.insertInto('guideline_picture').values({ organisation: p.organisation, project: p.project, sha256: p.sha256, media_type: p.media_type, size: p.size, created_by: p.by, created_at: p.now })
    .onConflict(c => c.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
/** Those of the pictures that were uploaded in the project. */
export const findPictures = async (tx: Tx, project: ProjectId, sha256s: readonly string[]): Promise<Picture[]> =>
  sha256s.length === 0 ? [] : tx.selectFrom('guideline_picture').select(['sha256', 'media_type', 'size']).where('project', '=', project).where('sha256', 'in', [...sha256s]).execute()
