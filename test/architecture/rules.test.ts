import { describe, expect, test } from 'vitest'
import { violations } from './rules.ts'
import { importsOf, masked, source } from './source.ts'

const broken = (files: Readonly<Record<string, string>>): string[] => violations(Object.entries(files).map(([path, text]) => source(path, text))).map(v => `${v.file}:${v.line} ${v.rule}`)

/** A file that breaks exactly one rule, on the line named. */
const examples: readonly (readonly [rule: string, path: string, line: number, text: string])[] = [
  ['direction', 'src/chain/2-preparation/service.ts', 2, "// later\nimport { task } from '../3-production/model.ts'\n"],
  ['direction', 'src/workspace/blobs/service.ts', 1, "import type { Run } from '../runs/model.ts'\n"],
  ['direction', 'src/kernel/ids.ts', 1, "import { item } from '../sockets/item.ts'\n"],
  ['direction', 'src/workspace/project/service.ts', 1, "import { talent } from '../../support/talent/model.ts'\n"],
  ['nobody-imports-app', 'src/support/overview/service.ts', 1, "import { start } from '../../app/server/main.ts'\n"],
  ['no-plugin-import', 'src/chain/6-release/service.ts', 1, "import csv from '../../plugins/formats/csv/index.ts'\n"],
  ['plugins-never-import-each-other', 'src/plugins/formats/csv/index.ts', 1, "import coco from '../coco-instances/index.ts'\n"],
  ['plugin-knows-no-slice', 'src/plugins/formats/csv/index.ts', 1, "import { release } from '../../../chain/6-release/model.ts'\n"],
  ['plugin-draws-in-web', 'src/plugins/shapes/box/index.ts', 1, "import { tool } from '../../../editor/tool.ts'\n"],
  ['slice-surface', 'src/chain/3-production/service.ts', 1, "import { find } from '../1-source/repository.ts'\n"],
  ['pure', 'src/kernel/read.ts', 1, "import { readFile } from 'node:fs/promises'\n"],
  ['pure', 'src/chain/1-source/model.ts', 1, "import sharp from 'sharp'\n"],
  ['web-is-web', 'src/chain/1-source/web/page.tsx', 1, "import { load } from '../service.ts'\n"],
  ['web-is-web', 'src/app/web/page.tsx', 1, "import { join } from 'node:path'\n"],
  ['fastify-only-in-routes', 'src/chain/1-source/service.ts', 1, "import type { FastifyInstance } from 'fastify'\n"],
  ['react-only-in-web', 'src/editor/view.ts', 1, "import { useState } from 'react'\n"],
  ['sql-only-in-repository', 'src/chain/1-source/service.ts', 1, "import { sql } from 'kysely'\n"],
  ['sql-only-in-repository', 'src/chain/1-source/service.ts', 2, "export const all = (db: Db) => db\n  .selectFrom('asset')\n"],
  ['ui-only-in-web', 'src/chain/1-source/service.ts', 1, "import { Button } from '../../ui/button.tsx'\n"],
  ['editor-only-in-web', 'src/chain/4-annotation/service.ts', 1, "import { store } from '../../editor/store.ts'\n"],
  ['editor-and-ui-know-no-slice', 'src/editor/store.ts', 1, "import { task } from '../chain/3-production/model.ts'\n"],
  ['ui-is-dumb', 'src/ui/button.tsx', 1, "import type { Item } from '../sockets/item.ts'\n"],
  ['import-extension', 'src/kernel/ids.ts', 1, "import { brand } from './brand'\n"],
  ['no-any', 'src/kernel/ids.ts', 2, 'const text = "as any"\nconst value: any = text\n'],
  ['no-any', 'src/kernel/ids.ts', 1, 'const list = [] as any[]\n'],
  ['no-any', 'src/kernel/ids.ts', 1, 'const map = new Map<string, any>()\n'],
  ['named-exports', 'src/kernel/ids.ts', 1, 'export default 1\n'],
  ['erasable-syntax', 'src/kernel/ids.ts', 1, 'export enum Colour { red }\n'],
  ['file-length', 'src/kernel/ids.ts', 401, 'const a = 1\n'.repeat(401)],
  ['forbidden-name', 'src/kernel/string-utils.ts', 1, ''],
  ['forbidden-name', 'src/chain/1-source/helpers/read.ts', 1, ''],
  ['kebab-case', 'src/kernel/someIds.ts', 1, ''],
  ['index-is-a-plugin', 'src/kernel/index.ts', 1, ''],
]

describe('each rule catches its violation', () => {
  test.each(examples)('%s in %s on line %i', (rule, path, line, text) => { expect(broken({ [path]: text })).toEqual([`${path}:${line} ${rule}`]) })

  test('a cycle is found also when it is made of types and goes over three files', () => {
    expect(broken({
      'src/kernel/a.ts': "import type { B } from './b.ts'\n", 'src/kernel/b.ts': "import { c } from './c.ts'\n", 'src/kernel/c.ts': "\nimport { a } from './a.ts'\n",
    })).toEqual(['src/kernel/c.ts:2 no-cycle'])
  })

  test('antd is found behind the workbench through another file, but neither behind a lazy import nor a type', () => {
    const page = "import { Table } from 'antd'\nexport const page = Table\n"
    expect(broken({ 'src/app/web/workbench/main.tsx': "import { page } from '../page.tsx'\n", 'src/app/web/page.tsx': page })).toEqual(['src/app/web/page.tsx:1 workbench-without-antd'])
    expect(broken({ 'src/app/web/workbench/main.tsx': "export const page = () => import('../page.tsx')\n", 'src/app/web/page.tsx': page })).toEqual([])
    expect(broken({ 'src/app/web/workbench/main.tsx': "import type { page } from '../page.tsx'\n", 'src/app/web/page.tsx': page })).toEqual([])
  })

  test('a .tsx file behind the server is found', () => {
    expect(broken({ 'src/app/server/main.ts': "import { page } from '../web/page.tsx'\n", 'src/app/web/page.tsx': 'export const page = 1\n' })).toEqual(['src/app/web/page.tsx:1 server-without-tsx'])
  })
})

test('what the plan allows breaks nothing', () => {
  expect(broken({
    'src/chain/3-production/service.ts': "import type { Kysely } from 'kysely'\nimport { asset } from '../1-source/model.ts'\nimport { may } from '../../workspace/access/policy.ts'\nimport { tenant } from '../../workspace/database/tenancy.ts'\n",
    'src/chain/3-production/repository.ts': "import { sql } from 'kysely'\nexport const f = (db: D) => db.selectFrom('task')\n",
    'src/chain/3-production/routes.ts': "import type { FastifyInstance } from 'fastify'\n",
    'src/chain/3-production/web/page.tsx': "import { Button } from '../../../ui/button.tsx'\nimport { route } from '../contract.ts'\nimport { useState } from 'react'\n",
    'src/plugins/formats/coco-instances/index.ts': "import polygon from '../../shapes/polygon/index.ts'\nimport { shared } from '../shared.ts'\nexport default 1\n",
    'src/plugins/shapes/box/web/index.ts': "import { tool } from '../../../../editor/tool.ts'\nexport default 1\n",
    'src/app/server/main.ts': "import csv from '../../plugins/formats/csv/index.ts'\nimport routes from '../../chain/3-production/routes.ts'\n",
  })).toEqual([])
})

describe('the scanner', () => {
  test('sees imports over several lines, re-exports, bare imports and import()', () => {
    const text = "import {\n  a,\n  type B,\n} from './a.ts'\nexport * from './b.ts'\nexport type { C } from './c.ts'\nimport './d.css'\nconst e = await import('./e.ts')\n"
    expect(importsOf(text, masked(text)).map(i => [i.specifier, i.line, i.type, i.dynamic])).toEqual([
      ['./a.ts', 1, false, false], ['./b.ts', 5, false, false], ['./c.ts', 6, true, false], ['./d.css', 7, false, false], ['./e.ts', 8, false, true],
    ])
  })

  test('sees none in comments, strings, templates and regular expressions', () => {
    const text = "// import { a } from './a.ts'\n/* import './b.ts' */\nconst s = \"import './c.ts'\"\nconst t = `import './d.ts' ${s + `import './e.ts'`}`\nconst r = /import '.\\/f[/'\"]ts'/\nconst don = <p>Don't</p>\nimport { g } from './g.ts'\n"
    expect(importsOf(text, masked(text)).map(i => i.specifier)).toEqual(['./g.ts'])
    expect(masked(text).length).toBe(text.length)
  })

  test('keeps the code inside a template hole', () => {
    expect(masked('`a ${f({ x: 1 })} b ${y as any}`')).toBe('`  ${f({ x: 1 })}   ${y as any}`')
  })
})
