#!/usr/bin/env node
import { become, checkNode, findNode24, install } from '../scripts/runtime.mjs'
import { buildWeb } from '../scripts/web-build.mjs'

checkNode()
await install()
const node = findNode24()
const args = process.argv.slice(2)
if ((args[0] === 'start' || args[0] === 'server') && !await buildWeb(node)) process.exit(1)
become(node, 'src/app/cli/main.ts', args)
