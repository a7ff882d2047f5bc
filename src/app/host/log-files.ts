import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'

const largestBytes = 50 * 2 ** 20
const checkMilliseconds = 10 * 60_000

/**
 * Keeps one older generation of a log that has grown too large. The writers hold the file open in append mode, so it is copied
 * and emptied, not renamed: lines written between the two are lost, which a log can bear.
 */
const trimLogs = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if (!name.endsWith('.log') || statSync(file).size <= largestBytes) continue
    try { copyFileSync(file, `${file}.1`) }
    catch (error) {
      if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      // No room for an older generation: emptying the log makes some.
      rmSync(`${file}.1`, { force: true })
    }
    truncateSync(file)
  }
}

/** Looks at the logs now and every ten minutes. @returns how to stop looking */
export const keepLogsSmall = (folder: string): (() => void) => {
  trimLogs(folder)
  const timer = setInterval(() => trimLogs(folder), checkMilliseconds).unref()
  return () => clearInterval(timer)
}

/** The last line that says something, for the sentence about a program that ended. */
export const lastWords = (file: string): string => {
  if (!existsSync(file)) return '-'
  const lines = readFileSync(file, 'utf8').slice(-8_000).split('\n').map(line => line.trim()).filter(line => line !== '' && !/^(at |\}|Node\.js v)/.test(line))
  return (lines.findLast(line => /error|failure|fatal/i.test(line)) ?? lines.at(-1) ?? '-').slice(0, 300)
}
