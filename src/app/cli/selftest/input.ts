import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { listProblems, readRun, type RunView } from '../../../workspace/runs/contract.ts'
import type { Client } from './client.ts'

/** Every file below the folder, by relative path with `/`. */
export const filesBelow = async (folder: string): Promise<{ name: string, bytes: Buffer }[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter(e => e.isFile()).map(e => path.join(e.parentPath, e.name)).sort()
  return Promise.all(paths.map(async file => ({ name: path.relative(folder, file).split(path.sep).join('/'), bytes: await readFile(file) })))
}

/** Waits until the run has ended. @throws when it does not end done, naming its state and problems */
export const ended = async (client: Client, run: string, seconds = 900): Promise<RunView> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const view = await client.call(readRun, { params: { run } })
    if (view.state === 'done') return view
    if (view.state === 'failed' || view.state === 'cancelled') throw new Error(`run ${view.kind} ${view.state}: ${JSON.stringify([view.failure, (await client.call(listProblems, { params: { run }, query: { limit: 5 } })).problems])}`)
    await new Promise(resolve => { setTimeout(resolve, 250) })
  }
  throw new Error(`run ${run} did not end within ${seconds} s`)
}
