import { IntlMessageFormat } from 'intl-messageformat'
import { expect, it } from 'vitest'
import { declaredFailures } from '../../../kernel/failure.ts'
import { locales } from '../../../kernel/messages.ts'
import { failureSentence } from '../../../ui/i18n.tsx'
import { projectFailures } from '../errors.ts'
import { guidelineMessages } from './guideline-messages.ts'
import { projectMessages } from './messages.ts'
import { schemaMessages, versionMessages } from './schema-messages.ts'

it('every text of the slice is sound ICU in every language', () => {
  const failures = [...declaredFailures()].filter(([code]) => code.startsWith('project.')).map(([, { text }]) => text)
  const all = [...failures, ...[projectMessages, versionMessages, schemaMessages, guidelineMessages].flatMap(messages => Object.values(messages))]
  for (const message of all) for (const locale of locales) expect(() => new IntlMessageFormat(message[locale], locale, undefined, { ignoreTag: true }), message[locale]).not.toThrow()
})
it('a broken schema is told with its place and reason, not as an unknown code', () => {
  expect(failureSentence('en', projectFailures.schemaBroken({ field: 'document.classes[0].kinds', reason: 'unknown' }))).toBe('The label schema is wrong at document.classes[0].kinds: no such shape.')
})
