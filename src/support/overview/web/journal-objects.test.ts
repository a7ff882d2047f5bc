import { describe, expect, it } from 'vitest'
import { hrefOfObject, shortId } from './journal-objects.ts'

const id = '019ab2c4-0000-7000-8000-00000000beef'
const always = (): boolean => true

describe('the object of a journal entry', () => {
  it('links to its page, without the version that the entry names', () => {
    expect(hrefOfObject({ kind: 'recipe', object: `${id}@4`, project: 'p' }, always)).toBe(`/p/p/recipes/${id}`)
    expect(hrefOfObject({ kind: 'membership', object: id, project: 'p' }, always)).toBe('/p/p/people')
    expect(hrefOfObject({ kind: 'project', object: 'p', project: 'p' }, always)).toBe('/p/p')
  })
  it('is no link where the product has no page for it, or the entry no project', () => {
    expect(hrefOfObject({ kind: 'recipe', object: id, project: 'p' }, () => false)).toBeNull()
    expect(hrefOfObject({ kind: 'token', object: id, project: 'p' }, always)).toBeNull()
    expect(hrefOfObject({ kind: 'membership', object: id, project: null }, always)).toBeNull()
  })
  it('is shown by the end of its id and the whole version', () => {
    expect(shortId(`${id}@12`)).toBe('…0000beef@12')
    expect(shortId('B-026')).toBe('B-026')
  })
})
