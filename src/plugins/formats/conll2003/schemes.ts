/** How tags mark entities. Each scheme names a prefix for the four places of a token in an entity. */
export const schemes = ['IOB2', 'IOBES', 'BILOU', 'IOB1'] as const
export type Scheme = (typeof schemes)[number]

/** `type` is empty outside an entity. A tag that is neither `O` nor a known prefix with a type has no `prefix`. */
export interface Tag { readonly prefix: string, readonly type: string }

const single = new Set(['S', 'U']), last = new Set(['E', 'L']), inner = new Set(['I', 'M'])
const allowed: Readonly<Record<Scheme, string>> = { IOB2: 'BI', IOB1: 'BI', IOBES: 'BIMES', BILOU: 'BILU' }

/** @returns null when the text is no tag */
export const parseTag = (text: string): Tag | null => {
  if (text === 'O') return { prefix: 'O', type: '' }
  const found = /^([BIESLUM])-(.+)$/s.exec(text)
  return found ? { prefix: found[1]!, type: found[2]! } : null
}

const startsInside = (tag: Tag): boolean => inner.has(tag.prefix) || last.has(tag.prefix)
const staysOpen = (tag: Tag): boolean => tag.prefix === 'B' || inner.has(tag.prefix)

/**
 * Does the tag break the scheme, seen after `before` (null at the beginning of a sentence) and before `after` (null at its end)?
 */
export const breaks = (scheme: Scheme, before: Tag | null, tag: Tag, after: Tag | null): boolean => {
  if (tag.prefix === 'O') return false
  if (!allowed[scheme].includes(tag.prefix)) return true
  const continues = before !== null && before.type === tag.type && staysOpen(before)
  if (scheme === 'IOB1') {
    // B only separates an entity from one of the same type right before it.
    return tag.prefix === 'B' && before?.type !== tag.type
  }
  if (startsInside(tag) && !continues) return true
  const goesOn = after !== null && after.type === tag.type && startsInside(after)
  return scheme !== 'IOB2' && staysOpen(tag) && !goesOn
}

/** An entity over tokens `from` up to and not including `to`. */
export interface Entity { readonly from: number, readonly to: number, readonly type: string }

/** Entities of one sentence, read generously: an inside tag that continues nothing starts an entity, whatever the scheme. */
export const entitiesOf = (tags: readonly Tag[]): Entity[] => {
  const entities: Entity[] = []
  let open: { from: number, type: string } | null = null
  const close = (to: number): void => { if (open) entities.push({ ...open, to }); open = null }
  tags.forEach((tag, i) => {
    const current: { from: number, type: string } | null = open
    if (tag.prefix === 'O') return close(i)
    if (!startsInside(tag) || current?.type !== tag.type) { close(i); open = { from: i, type: tag.type } }
    if (single.has(tag.prefix) || last.has(tag.prefix)) close(i + 1)
  })
  close(tags.length)
  return entities
}

/** Counts, while a file passes by, how often each scheme is broken. */
export const schemeJudge = () => {
  const broken: Record<Scheme, number> = { IOB2: 0, IOB1: 0, IOBES: 0, BILOU: 0 }
  return {
    sentence(tags: readonly Tag[]): void {
      tags.forEach((tag, i) => {
        for (const scheme of schemes) if (breaks(scheme, tags[i - 1] ?? null, tag, tags[i + 1] ?? null)) broken[scheme]++
      })
    },
    /** The scheme that is broken least; of equals the one that stands first in `schemes`. */
    verdict: (): Scheme => schemes.reduce((best, scheme) => (broken[scheme] < broken[best] ? scheme : best)),
  }
}
