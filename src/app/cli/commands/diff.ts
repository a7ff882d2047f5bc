import { parseArgs } from 'node:util'
import { compareFiles, openReleaseFile, type FileDifferenceOfItem } from '../../../chain/6-release/diff-files.ts'
import { usualTolerance } from '../../../chain/6-release/compare.ts'
import { diffMessages as m, verifyMessages } from '../../../chain/6-release/messages.ts'
import type { Message } from '../../../kernel/messages.ts'
import { sentence, terminalLocale } from '../../host/terminal.ts'
import { loadPlugins } from '../../plugins/load.ts'
import { openRandomAccess } from '../open-file.ts'

export const summary: Message = m.summary

const say = (message: Message, values: Readonly<Record<string, string | number>> = {}): string => sentence(message, values, terminalLocale(process.env))
const wrong = (message: Message, values?: Readonly<Record<string, string | number>>): number => { process.stderr.write(`${say(message, values)}\n`); return 2 }

const optionsOf = (argv: string[]) => {
  try { return parseArgs({ args: argv, allowPositionals: true, options: { items: { type: 'boolean' }, tolerance: { type: 'string' }, json: { type: 'boolean' } } }) }
  catch { return null }
}
/** One changed item as a line: what came is +, what went is -, what changed is ~. */
const lineOf = ({ item, changes, splitBefore, splitAfter, shapes }: FileDifferenceOfItem): string => {
  const mark = changes.includes('added') ? '+' : changes.includes('removed') ? '-' : '~'
  const moved = changes.includes('moved') ? ` ${splitBefore} -> ${splitAfter}` : ''
  return `${mark} ${item}${moved}${shapes.map(s => `\n    ${s.changes.join(' ')} ${(s.before ?? s.after)!.kind} ${s.before?.label ?? ''}${s.before && s.after && s.before.label !== s.after.label ? ` -> ${s.after.label ?? ''}` : s.before ? '' : s.after!.label ?? ''}`).join('')}`
}

/** Exit 0: nothing changed. 1: something did. 2: wrong usage, no such file, or no release. Signatures are for `verify`. */
export const run = async (argv: string[]): Promise<number> => {
  const parsed = optionsOf(argv), [oldPath, newPath, more] = parsed?.positionals ?? [], tolerance = Number(parsed?.values.tolerance ?? usualTolerance)
  if (!parsed || !oldPath || !newPath || more !== undefined || !(tolerance >= 0 && tolerance <= 1)) return wrong(m.usage)
  const before = await openRandomAccess(oldPath), after = await openRandomAccess(newPath)
  try {
    if (!before) return wrong(verifyMessages.noFile, { path: oldPath })
    if (!after) return wrong(verifyMessages.noFile, { path: newPath })
    const older = await openReleaseFile(before), newer = await openReleaseFile(after)
    if (!older) return wrong(m.noRelease, { path: oldPath })
    if (!newer) return wrong(m.noRelease, { path: newPath })
    const { values } = parsed, { shapes } = await loadPlugins()
    let differing = 0
    const each = (found: FileDifferenceOfItem): void => {
      differing++
      if (values.items) process.stdout.write(`${values.json ? JSON.stringify(found) : lineOf(found)}\n`)
    }
    const compared = await compareFiles(shapes, older, newer, each, tolerance)
    if (values.json) process.stdout.write(`${JSON.stringify({ before: older.manifest.release, after: newer.manifest.release, ...compared })}\n`)
    else {
      process.stdout.write(`${say(m.items, { ...compared.items })}\n${compared.shapes ? say(m.shapes, { ...compared.shapes }) : say(m.noShapes)}\n`)
      for (const c of compared.byClass.filter(c => c.before !== c.after)) process.stdout.write(`  ${say(m.byClass, { ...c })}\n`)
    }
    return differing === 0 ? 0 : 1
  } finally {
    await before?.close()
    await after?.close()
  }
}
