import { expect, it } from 'vitest'
import { toldFailure } from './told-failure.ts'

it('tells the failures of signing in with their parameters, and shows nothing of a code that is not one of them', () => {
  expect(toldFailure({ failure: 'access.oidc-down', about: '{"provider":"Company"}' })).toEqual({ code: 'access.oidc-down', status: 502, parameters: { provider: 'Company' } })
  for (const about of ['', 'not json', '[{}]', '{"provider":{}}']) expect(toldFailure({ failure: 'access.oidc-state', about })?.parameters).toEqual({})
  for (const failure of ['', 'access.made-up', 'request.fault', '<b>hello</b>']) expect(toldFailure({ failure, about: '' })).toBeUndefined()
})
