// `npm run check`: the fast part of `npm test`: types, lint, unit and architecture.
import { become, checkNode, findNode24, install, root } from './runtime.mjs'

checkNode()
await install()
become(findNode24(), 'scripts/test-run.ts', ['--fast', ...process.argv.slice(2)], { cwd: root })
