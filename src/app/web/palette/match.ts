import type { Command } from '../../../ui/commands.tsx'
import { scoreOf } from '../../../ui/match.ts'

const groups = ['go', 'do', 'find'] as const

/**
 * The commands that answer, by group, best first; with nothing typed, what was used last comes first.
 * @param recent ids, newest first
 */
export const findCommands = (typed: string, commands: readonly Command[], recent: readonly string[], limit = 40): readonly Command[] => {
  const freshness = (id: string): number => { const at = recent.indexOf(id); return at < 0 ? 0 : 10 / (at + 1) }
  const found = commands
    .map((command, order) => ({ command, order, score: scoreOf(typed, command.title) }))
    .filter(f => f.score > 0)
    .map(f => ({ ...f, score: f.score + freshness(f.command.id) }))
    .sort((a, b) => groups.indexOf(a.command.group) - groups.indexOf(b.command.group) || b.score - a.score || a.order - b.order)
  return found.slice(0, limit).map(f => f.command)
}
