import { describe, expect, it } from 'vitest'
import type { Command } from '../../../ui/commands.tsx'
import { scoreOf } from '../../../ui/match.ts'
import { initialsOf } from '../../../ui/pinyin.ts'
import { findCommands } from './match.ts'

const command = (id: string, title: string, group: Command['group'] = 'go'): Command => ({ id, title, group, run: () => undefined })

describe('pinyin initials', () => {
  it.each([
    ['质检', 'zj'], ['質檢', 'zj'], ['标注', 'bz'], ['篩選', 'sx'], ['清洗', 'qx'], ['人员与资格', 'ryyzg'], ['额哦嗯', 'eon'], ['拿能', 'nn'], ['安装', 'az'], ['黔中', 'qz'], ['妈么', 'mm'], ['他她', 'tt'], ['砸做', 'zz'],
  ])('of %s are %s', (text, initials) => { expect([...text].map(c => initialsOf(c)[0]).join('')).toBe(initials) })
  it('of letters and digits are themselves, of marks nothing', () => { expect([...'B-026 ›'].map(initialsOf).join('')).toBe('b026') })
  it('of a character with two readings hold both', () => { expect(initialsOf('重')).toBe('zc') })
})

describe('searching commands', () => {
  const all = [command('a', '质检 › B-26 主干道'), command('b', '质检员 26 号'), command('c', '接收 B-026 并签发证书…', 'do'), command('d', '去 筛选')]
  it('finds by initials and digits together', () => { expect(findCommands('zj 26', all, []).map(c => c.id)).toEqual(['a', 'b']) })
  it('finds words typed as text', () => { expect(findCommands('质检员', all, []).map(c => c.id)).toEqual(['b']) })
  it('asks for every word', () => { expect(findCommands('zj 99', all, [])).toEqual([]) })
  it('puts text before initials, the start before the middle, and a run before letters in order', () => {
    const scores = [scoreOf('b-26', 'B-26 质检'), scoreOf('b-26', '质检 B-26'), scoreOf('zj', '质检'), scoreOf('zj', '去质检'), scoreOf('zg', '质检员规则')]
    expect(scores).toEqual([...scores].sort((x, y) => y - x))
    expect(new Set(scores).size).toBe(5)
    expect(scores.at(-1)).toBeGreaterThan(0)
  })
  it('keeps the groups together and, with nothing typed, puts what was used last first', () => {
    expect(findCommands('', all, ['d', 'b']).map(c => c.id)).toEqual(['d', 'b', 'a', 'c'])
  })
})
