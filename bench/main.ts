// `npm run bench NAME`: one of the benchmarks beside this file; without a name it says which there are.
const benches = {
  claims: () => import('./claims.ts'),
  editor: () => import('./editor.ts'),
  export: () => import('./export.ts'),
  import: () => import('./import.ts'),
  list: () => import('./list.ts'),
  operators: () => import('./operators.ts'),
  start: () => import('./start.ts'),
}
const isBench = (name: string): name is keyof typeof benches => name in benches

const [name = '', ...rest] = process.argv.slice(2)
if (isBench(name)) {
  // A benchmark reads its own arguments where it would find them when it is run by itself.
  process.argv.splice(2, process.argv.length, ...rest)
  await benches[name]()
} else {
  console.error(`npm run bench ${Object.keys(benches).join(' | ')}`)
  process.exitCode = 2
}
