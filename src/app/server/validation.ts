import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import Value from 'typebox/value'
import { requestFailures } from './errors.ts'
import type { Failure } from '../../kernel/failure.ts'

/** Thrown by the compiled validator and turned into a reply by the error handler. */
export class InvalidRequest extends Error {
  readonly failure: Failure
  constructor(failure: Failure) { super(failure.code); this.failure = failure }
}

/** Path parameters and the query arrive as text and are converted; a body must be right as it is. */
export const validatorFor = (schema: TSchema, part: string): ((data: unknown) => { value: unknown } | { error: Error }) => {
  const compiled = Compile(schema)
  return data => {
    const value = part === 'body' ? data : Value.Convert(schema, data)
    if (compiled.Check(value)) return { value }
    const causes = [...compiled.Errors(value)].slice(0, 10).map(e => {
      const field = `${part}${e.instancePath.replaceAll('/', '.')}`
      return requestFailures.invalid({ field, problem: e.message }, { field })
    })
    const first = causes[0] ?? requestFailures.invalid({ field: part, problem: '' }, { field: part })
    return { error: new InvalidRequest({ ...first, causes }) }
  }
}
