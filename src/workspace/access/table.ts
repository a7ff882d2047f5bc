import type { Generated, Selectable } from 'kysely'
import type { PartyField, PartyKind, PartyState, PartyStep } from './model.ts'

export interface InstallationRow { id: Generated<number>, setup_token_hash: string | null, setup_used_at: Date | null, created_at: Generated<Date> }
export interface AccountRow { id: string, login: string, name: string, kind: 'person' | 'service', password_hash: string | null, preferences: Generated<unknown>, disabled_at: Date | null, created_at: Date }
export type StoredAccount = Selectable<AccountRow>
export interface SessionRow { id: string, account: string, secret_hash: string, user_agent: string, created_at: Date, seen_at: Date, expires_at: Date, ended_at: Date | null }
export interface OrganisationRow { organisation: string, name: string, zone: string, scratch: boolean, require_totp: Generated<boolean>, created_at: Date }
export interface MembershipRow { id: string, organisation: string, account: string, roles: string[], state: 'active' | 'disabled', created_at: Date, guest: Generated<boolean> }
/** Roles of one member in one project, beside those in the whole organisation. */
export interface ProjectMemberRow { organisation: string, project: string, membership: string, roles: string[], party: string | null }
export interface PartyRow {
  id: string, organisation: string, project: string, kind: PartyKind, name: string, guest: string | null, guest_name: string | null, admitted_by: string | null, state: PartyState, steps: PartyStep[], batches: string[] | null, hidden: PartyField[],
  starts_at: Date, ends_at: Date | null, secret_hash: string, version: Generated<number>, created_by: string, created_at: Date, accepted_at: Date | null, ended_at: Date | null
}
export interface InvitationRow { id: string, organisation: string, project: string | null, name: string, roles: string[], secret_hash: string, invited_by: string, created_at: Date, expires_at: Date, accepted_at: Date | null, withdrawn_at: Generated<Date | null> }
export interface ApiTokenRow { id: string, organisation: string, membership: string, name: string, secret_hash: string, permissions: string[] | null, projects: Generated<string[] | null>, created_at: Date, expires_at: Date | null, used_at: Date | null, ended_at: Date | null }
export interface IdempotencyRow { organisation: string, account: string, key: string, route: string, request_digest: string, status: number, reply: unknown, created_at: Date }
/** A part of an organisation. */
export interface TeamRow { id: string, organisation: string, name: string, created_at: Date, archived_at: Date | null }
export interface TeamMemberRow { organisation: string, team: string, membership: string, lead: boolean }
/** `organisation` is the base; `member` the organisation whose figures it sees. */
export interface BaseLinkRow {
  id: string, organisation: string, organisation_name: string, member: string | null, member_name: string | null, state: 'invited' | 'active' | 'ended', secret_hash: string,
  created_at: Date, expires_at: Date, accepted_at: Date | null, ended_at: Date | null
}
export interface SecondFactorRow { account: string, sealed_secret: string, last_step: Generated<number>, created_at: Date, confirmed_at: Date | null }
export interface RecoveryCodeRow { account: string, code_hash: string, used_at: Date | null }
export interface SignInChallengeRow { id: string, account: string, secret_hash: string, created_at: Date, expires_at: Date }
export interface ExternalLoginRow { provider: string, subject: string, account: string, email: string | null, created_at: Date, used_at: Date }
export interface SignInThrottleRow { key: string, failures: number, failed_at: Date, blocked_until: Date | null }

declare module '../database/tables.ts' {
  interface Tables {
    installation: InstallationRow
    account: AccountRow
    session: SessionRow
    organisation: OrganisationRow
    membership: MembershipRow
    project_member: ProjectMemberRow
    party: PartyRow
    invitation: InvitationRow
    api_token: ApiTokenRow
    idempotency: IdempotencyRow
    team: TeamRow
    team_member: TeamMemberRow
    base_link: BaseLinkRow
    second_factor: SecondFactorRow
    recovery_code: RecoveryCodeRow
    sign_in_challenge: SignInChallengeRow
    external_login: ExternalLoginRow
    sign_in_throttle: SignInThrottleRow
  }
}
