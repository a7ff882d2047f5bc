import { glob } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { ProjectId } from '../../../kernel/ids.ts'
import { declaredPermissions } from '../../../workspace/access/model.ts'
import { byKind, heldPermissions } from './held-permissions.ts'
import { kindWords, permissionWords } from './permission-messages.ts'

it('knows the permissions of every policy of the product, so that none is missing from a token', async () => {
  for await (const file of glob('src/**/policy.ts')) {
    const named = [...(await readFile(file, 'utf8')).matchAll(/'([a-z]+\.[a-z-]+)':/g)].map(match => match[1]!)
    expect(named.filter(permission => !declaredPermissions().has(permission)), file).toEqual([])
  }
})

it('lists what a person may do, in the organisation or in one project only', () => {
  const nowhere = new Map<ProjectId, never[]>()
  expect(heldPermissions({ roles: ['executor'], projectRoles: nowhere })).toContain('task.claim')
  expect(heldPermissions({ roles: ['executor'], projectRoles: nowhere })).not.toContain('batch.manage')
  expect(heldPermissions({ roles: [], projectRoles: new Map([['p' as ProjectId, ['coordinator']]]) })).toContain('batch.manage')
  expect(heldPermissions({ roles: [], projectRoles: nowhere })).toEqual([])
})

it('groups them by kind', () => { expect([...byKind(['batch.manage', 'batch.read', 'task.claim'])]).toEqual([['batch', ['batch.manage', 'batch.read']], ['task', ['task.claim']]]) })

it('has words for every permission and every kind, so that no page shows a raw name', () => {
  const all = [...declaredPermissions().keys()]
  expect(all.filter(permission => !permissionWords(permission))).toEqual([])
  expect([...byKind(all).keys()].filter(kind => !kindWords(kind))).toEqual([])
})
