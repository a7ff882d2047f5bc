import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { environment, root, runToEnd } from './runtime.mjs'
import { words } from './words.mjs'

const output = path.join(root, 'dist', 'web')
const stampFile = path.join(output, '.sources')
/** Folders of src that no page is made from. */
const serverOnly = new Set(['server', 'worker', 'host', 'cli'])

const sources = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
  const place = path.join(folder, entry.name)
  if (entry.isDirectory()) return serverOnly.has(entry.name) ? [] : sources(place)
  return /\.test\.tsx?$/.test(entry.name) ? [] : [place]
})

/** A digest of everything that the build reads. Contents, not times: a checkout changes times alone. */
const sourceDigest = () => {
  const digest = createHash('sha256')
  const single = ['index.html', 'vite.config.ts', 'package-lock.json'].map(name => path.join(root, name)).filter(file => existsSync(file))
  for (const file of [...single, ...sources(path.join(root, 'src')).sort()]) digest.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return digest.digest('hex')
}

/** Builds dist/web unless it is up to date. @returns whether the program can go on */
export const buildWeb = async node => {
  if (!existsSync(path.join(root, 'vite.config.ts'))) {
    console.log(words('noWebApp'))
    return true
  }
  const digest = sourceDigest()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest) return true
  console.log(words('building'))
  const began = Date.now()
  const ended = await runToEnd(node, [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { env: environment(node) })
  if (ended !== 0) {
    console.error(words('buildFailed'))
    return false
  }
  writeFileSync(stampFile, digest)
  console.log(words('built', { seconds: ((Date.now() - began) / 1000).toFixed(1) }))
  return true
}
