import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './reference/load.ts'
import { referencePages } from './reference/pages.ts'

// docs/reference, written from the code.
const folder = path.join(root, 'docs/reference')
mkdirSync(folder, { recursive: true })
for (const [name, text] of await referencePages()) writeFileSync(path.join(folder, name), text)
