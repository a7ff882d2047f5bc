import type { Random } from '../../kernel/random.ts'

/** Puts `extra` among `items` at random places, every arrangement as likely as any other; the items keep their order. */
export const mixedIn = <T>(items: readonly T[], extra: readonly T[], random: Random): T[] => {
  const rest = [...items], more = [...extra], mixed: T[] = []
  while (rest.length + more.length > 0) mixed.push(random.integer(rest.length + more.length) < more.length ? more.shift()! : rest.shift()!)
  return mixed
}
