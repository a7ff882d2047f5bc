import { textOffsets } from '../../../kernel/geometry/text.ts'
import type { Hit } from './find-hits.ts'
import { kindIds, kindNames, type Kind } from './kinds.ts'

/** Overlapping hits become one, under the more telling kind, so that nothing of either is left. */
const merged = (hits: readonly Hit[]): readonly Hit[] => {
  const out: Hit[] = []
  for (const hit of hits.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (!last || hit.start >= last.end) out.push(hit)
    else out[out.length - 1] = { kind: kindIds.indexOf(hit.kind) < kindIds.indexOf(last.kind) ? hit.kind : last.kind, start: last.start, end: Math.max(last.end, hit.end) }
  }
  return out
}

/** @param hits in code points @returns the text with the hits of these kinds replaced */
export const redact = (text: string, hits: readonly Hit[], kinds: readonly Kind[], style: 'mask' | 'tag'): string => {
  const offsets = textOffsets(text)
  const parts: string[] = []
  let at = 0
  for (const { kind, start, end } of merged(hits.filter(hit => kinds.includes(hit.kind)))) {
    parts.push(text.slice(at, offsets.toUtf16(start)), style === 'mask' ? '●'.repeat(end - start) : `[${kindNames[kind]['zh-Hans']}]`)
    at = offsets.toUtf16(end)
  }
  return parts.join('') + text.slice(at)
}
