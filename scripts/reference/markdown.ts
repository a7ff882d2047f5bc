/** A cell may hold a bar or a line end, which would break the table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n')

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``)

/** @param text paragraphs and tables, set apart by empty lines */
export const page = (title: string, ...text: readonly string[]): string =>
  [`# ${title}`, '<!-- Made by scripts/reference.ts from the code. Run `node scripts/run.mjs scripts/reference.ts` after a change; a test compares. -->', ...text].join('\n\n') + '\n'
