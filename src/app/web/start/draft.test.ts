import { expect, it } from 'vitest'
import { isDraft, newDraft } from './draft.ts'

it('a draft that was kept is taken back, and anything else is not', () => {
  const draft = newDraft('image-boxes', 'car', true)
  expect(isDraft(JSON.parse(JSON.stringify(draft)))).toBe(true)
  for (const part of Object.keys(draft)) expect(isDraft({ ...draft, [part]: 7 }), part).toBe(false)
  for (const value of [null, 'x', [], { ...draft, provenance: { kind: 'stolen' } }, { ...draft, provenance: { kind: 'open' } }]) expect(isDraft(value)).toBe(false)
})

it('two drafts are two projects', () => { expect(newDraft('t', '', false).key).not.toBe(newDraft('t', '', false).key) })
