import { declaredFailures, type Failure, type Parameters } from '../../../kernel/failure.ts'
import '../../../workspace/access/errors.ts'

const isParameters = (value: unknown): value is Parameters => typeof value === 'object' && value !== null && Object.values(value).every(one => one === null || ['string', 'number', 'boolean'].includes(typeof one))

/** What a redirect of the sign-in says went wrong, in the words of this page; nothing else can be put there by a link. */
export const toldFailure = (search: { readonly failure: string, readonly about: string }): Failure | undefined => {
  const known = search.failure.startsWith('access.') ? declaredFailures().get(search.failure) : undefined
  if (!known) return undefined
  try {
    const about: unknown = JSON.parse(search.about || '{}')
    return { code: search.failure, status: known.status, parameters: isParameters(about) ? about : {} }
  } catch {
    return { code: search.failure, status: known.status, parameters: {} }
  }
}
