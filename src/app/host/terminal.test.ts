import { describe, expect, test } from 'vitest'
import { locales } from '../../kernel/messages.ts'
import { wordTables } from '../../../scripts/words.mjs'
import { databaseFailures, hostFailures } from './errors.ts'
import { hostMessages } from './messages.ts'
import { failureText, sentence, terminalLocale } from './terminal.ts'

describe('sentences of the terminal', () => {
  test.each([
    ['zh_CN.UTF-8', 'zh-Hans'], ['zh_SG', 'zh-Hans'], ['zh_TW.UTF-8', 'zh-Hant'], ['zh_HK.UTF-8', 'zh-Hant'], ['zh_Hant_MO', 'zh-Hant'], ['de_DE', 'en'], ['', 'en'],
  ])('LANG=%s reads %s.', (LANG, locale) => {
    expect(terminalLocale({ LANG })).toBe(locale)
  })

  test('LC_ALL wins over LANG.', () => {
    expect(terminalLocale({ LANG: 'en_US', LC_ALL: 'zh_TW.UTF-8' })).toBe('zh-Hant')
  })

  test('Numbers that are names keep their digits, counts take the plural.', () => {
    expect(sentence(hostMessages.portMoved, { wanted: 8080, port: 18080 }, 'en')).toBe('Port 8080 is taken, using 18080')
    expect([0, 1, 2].map(n => sentence(hostMessages.migrated, { n }, 'en')))
      .toEqual(['Database schema is up to date', 'Database schema: 1 migration applied', 'Database schema: 2 migrations applied'])
  })

  test('A failure shows its place, its text, its code and, indented, its causes.', () => {
    const failure = databaseFailures.migrationFailed({ name: 'm', reason: 'r' }, { file: 'm.sql', line: 3 }, [hostFailures.portTaken({ host: 'h', port: 1 })])
    expect(failureText(failure, 'en').split('\n')).toEqual([
      'm.sql:3: The migration m failed: r. All that it did was undone. [database.migration-failed]',
      '  Port 1 on h is used by another program. Choose another one with --port, or stop that program. [host.port-taken]',
    ])
  })

  test('What the scripts say before anything is installed exists in every language.', () => {
    expect(Object.keys(wordTables).sort()).toEqual([...locales].sort())
    const names = locales.map(locale => Object.keys(wordTables[locale] ?? {}))
    expect(names[1]).toEqual(names[0])
    expect(names[2]).toEqual(names[0])
  })
})
