// Run after a dependency changed: adds to package-lock.json the optional packages of other platforms that npm left out.
// npm writes no entry for one that the registry did not offer at that moment, and then `npm ci` refuses the whole file.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './runtime.mjs'

const systems = { darwin: 'darwin', linux: 'linux', linuxmusl: 'linux', win32: 'win32', windows: 'win32', freebsd: 'freebsd', android: 'android', openharmony: 'openharmony' }
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'arm']

/** The place in the tree from which `from` would load the package, or null. */
const find = (packages, from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at && `${at}/`}node_modules/${name}`
    if (packages[place]) return place
    if (at === '') return null
  }
}

/** os, cpu and libc as the package's name tells them: npm then knows without asking that it is for another machine. */
const platformOf = name => {
  const parts = name.split(/[-/]/)
  const os = parts.map(part => systems[part]).find(Boolean)
  const cpu = processors.find(processor => parts.includes(processor))
  const libc = parts.some(part => part.endsWith('musl')) ? 'musl' : parts.includes('gnu') ? 'glibc' : undefined
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) }
}

/** The entries that are missing: [place in the tree, entry]. */
export const missingEntries = packages => Object.entries(packages).flatMap(([at, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies).filter(([name]) => find(packages, at, name) === null).map(([name, range]) =>
    [`node_modules/${name}`, { version: /\d[^\s|]*/.exec(range)?.[0], ...(dev && { dev }), optional: true, ...platformOf(name) }]))

if (process.argv[1] && path.resolve(process.argv[1]) === path.join(root, 'scripts', 'complete-lock.mjs')) {
  const file = path.join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock.packages)
  lock.packages = Object.fromEntries(Object.entries({ ...lock.packages, ...Object.fromEntries(missing) }).sort(([a], [b]) => a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${missing.length} entries added`)
}
