// Everything between a bare Node 20 and a program that runs under Node 24. Nothing but Node itself is imported here.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { words } from './words.mjs'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const oldestNode = 20
const neededNode = 24

/** Ends the program with one sentence. */
export const giveUp = sentence => {
  console.error(sentence)
  process.exit(1)
}

export const checkNode = () => {
  const found = process.versions.node
  if (Number(found.split('.')[0]) < oldestNode) giveUp(words('nodeTooOld', { found }))
}

const seconds = began => ((Date.now() - began) / 1000).toFixed(1)

/** Runs a program to its end, its output on ours. @returns what it ended with: 0, or a word for people */
export const runToEnd = (command, args, options = {}) => new Promise(resolve => {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', windowsHide: true, ...options })
  child.once('error', error => resolve(error.code ?? error.message))
  child.once('exit', (code, signal) => resolve(signal ?? code))
})

/** How to run npm without a shell: the script that npm itself runs, beside the Node that runs us. */
const npmScript = () => {
  const asked = process.env.npm_execpath
  if (asked && path.basename(asked) === 'npm-cli.js' && existsSync(asked)) return asked
  const bin = path.dirname(realpathSync(process.execPath))
  const places = ['node_modules/npm/bin/npm-cli.js', '../lib/node_modules/npm/bin/npm-cli.js', '../share/npm/bin/npm-cli.js', '../share/nodejs/npm/bin/npm-cli.js']
  const beside = places.map(place => path.join(bin, place)).find(place => existsSync(place))
  if (beside) return beside
  // A version manager may keep npm elsewhere: its entry on PATH is a link to the script.
  const onPath = (process.env.PATH ?? '').split(path.delimiter).map(folder => path.join(folder, 'npm')).find(file => existsSync(file))
  const target = onPath && realpathSync(onPath)
  return target && path.basename(target) === 'npm-cli.js' ? target : null
}

const stampFile = path.join(modules, '.feedstock-lock')
const lockDigest = () => createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')

/** Whether what lies in node_modules is what the lock file names: npm leaves its own account of it there. */
const isAsLocked = () => {
  const account = path.join(modules, '.package-lock.json')
  if (!existsSync(account)) return false
  const present = JSON.parse(readFileSync(account, 'utf8')).packages
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(locked).every(([place, { version, optional, devOptional }]) =>
    place === '' || present[place]?.version === version || (!present[place] && Boolean(optional || devOptional)))
}

export const isInstalled = () => {
  if (!existsSync(modules)) return false
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : null
  return stamp === lockDigest() || isAsLocked()
}

/** Installs when node_modules is not what package-lock.json names. No package runs a script of its own. */
export const install = async () => {
  if (isInstalled()) return
  const npm = npmScript()
  if (!npm) giveUp(words('noNpm'))
  console.log(words('installing'))
  const began = Date.now()
  const beat = setInterval(() => console.log(words('stillInstalling', { seconds: Math.round((Date.now() - began) / 1000) })), 15_000)
  const ended = await runToEnd(process.execPath, [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 'ignore', 'inherit'] })
  clearInterval(beat)
  if (ended !== 0) giveUp(words('installFailed', { ended }))
  writeFileSync(stampFile, `${lockDigest()}\n`)
  console.log(words('installed', { seconds: seconds(began) }))
}

/** A Node of version 24 or newer: this one, or the one that npm brought. */
export const findNode24 = () => {
  if (Number(process.versions.node.split('.')[0]) >= neededNode) return process.execPath
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  for (const place of [`node-${platform}`, 'node']) {
    const candidate = path.join(modules, place, 'bin', name)
    if (!existsSync(candidate)) continue
    const version = spawnSync(candidate, ['--version'], { encoding: 'utf8', windowsHide: true }).stdout ?? ''
    if (Number(/^v(\d+)/.exec(version)?.[1]) >= neededNode) return candidate
  }
  return giveUp(words('noNode24', { platform }))
}

/** The environment in which `node` and the tools of node_modules mean ours. */
export const environment = node => {
  const name = Object.keys(process.env).find(key => key.toUpperCase() === 'PATH') ?? 'PATH'
  // Node keeps what it made of the TypeScript files: the second start is about a second shorter.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? path.join(modules, '.cache', 'node-compile')
  return { ...process.env, NODE_COMPILE_CACHE, [name]: [path.dirname(node), path.join(modules, '.bin'), process.env[name]].filter(Boolean).join(path.delimiter) }
}

/**
 * Runs a TypeScript file under Node 24 in our place: its output is ours, our signals are its signals, its end is our end.
 * The channel lets it notice when we are killed.
 */
export const become = (node, file, args, { cwd = process.cwd() } = {}) => {
  const child = spawn(node, [path.join(root, file), ...args], { cwd, env: environment(node), stdio: ['inherit', 'inherit', 'inherit', 'ipc'], windowsHide: true })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', error => giveUp(error.message))
  child.once('exit', (code, signal) => {
    if (signal) {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
      process.kill(process.pid, signal)
    } else process.exit(code ?? 1)
  })
}
