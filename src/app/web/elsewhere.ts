import type { Failure } from '../../kernel/failure.ts'
import type { OrganisationView } from './session-query.ts'

/**
 * In which other of their organisations may a person find a project that the address names? Only where the one they act in has it not:
 * a link from a colleague carries no organisation. @param failure what reading the project in the present organisation ended with
 */
export const elsewhereOf = (organisations: readonly OrganisationView[], current: string | undefined, failure: Pick<Failure, 'status'> | null): readonly OrganisationView[] =>
  failure?.status === 404 ? organisations.filter(o => o.id !== current) : []
