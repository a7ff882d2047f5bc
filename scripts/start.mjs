// `npm start`: from a fresh clone to a running installation.
import { become, checkNode, findNode24, install } from './runtime.mjs'
import { buildWeb } from './web-build.mjs'

checkNode()
await install()
const node = findNode24()
if (!await buildWeb(node)) process.exit(1)
become(node, 'src/app/cli/main.ts', ['start', ...process.argv.slice(2)])
