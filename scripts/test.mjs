// `npm test`: everything, from a fresh clone on.
import { become, checkNode, findNode24, install, root } from './runtime.mjs'

checkNode()
await install()
become(findNode24(), 'scripts/test-run.ts', process.argv.slice(2), { cwd: root })
