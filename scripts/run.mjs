// `node scripts/run.mjs FILE.ts ARGS`: runs a file of the project under Node 24.
import path from 'node:path'
import { become, checkNode, findNode24, install, root } from './runtime.mjs'

checkNode()
await install()
const [file = '', ...args] = process.argv.slice(2)
become(findNode24(), path.relative(root, path.resolve(file)), args)
