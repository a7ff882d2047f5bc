import { expect, test } from 'vitest'
import { databaseUrls, rolesOf, withRoles } from './roles.ts'

test('the roles have the name of their database behind their own, the built-in one has none, and every name is a plain identifier of 63 bytes at most', () => {
  expect(rolesOf('postgres://o:p@h:1/feedstock')).toEqual({ app: 'feedstock_app', scheduler: 'feedstock_scheduler' })
  expect(rolesOf('postgres://o:p@h/label_2')).toEqual({ app: 'feedstock_app_label_2', scheduler: 'feedstock_scheduler_label_2' })
  expect(rolesOf('postgres://base:p@h')).toEqual(rolesOf('postgres://o:p@h/base'))
  const odd = ['x'.repeat(44), 'Label', '%E6%95%B0%E6%8D%AE', 'a-b', 'a%22b'].map(name => rolesOf(`postgres://o:p@h/${name}`))
  expect(new Set(odd.map(r => r.app)).size).toBe(odd.length)
  for (const { app, scheduler } of odd) for (const name of [app, scheduler]) expect(name).toMatch(/^[a-z0-9_]{1,63}$/)
})

test('migrations name the roles plainly and run with those of the database; the addresses carry names and passwords', () => {
  const url = 'postgres://o:p@h/two', names = rolesOf(url)
  expect(withRoles(`grant x to feedstock_app, feedstock_scheduler; -- not feedstock_apple`, names)).toBe('grant x to feedstock_app_two, feedstock_scheduler_two; -- not feedstock_apple')
  expect(databaseUrls(url, { app: 'a/1', scheduler: 's' })).toEqual({ owner: url, app: 'postgres://feedstock_app_two:a%2F1@h/two', scheduler: 'postgres://feedstock_scheduler_two:s@h/two' })
})
