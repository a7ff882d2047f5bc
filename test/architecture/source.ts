import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

export interface Import { readonly specifier: string, readonly line: number, readonly type: boolean, readonly dynamic: boolean, readonly clause: string }
/** `code` is the text with comments and the inside of strings blanked, so that words in them are no code. Paths have `/` and begin with `src/`. */
export interface Source { readonly path: string, readonly text: string, readonly code: string, readonly imports: readonly Import[] }

/** Characters before which a slash begins a regular expression, not a division or the end of a tag. */
const beforeRegex = new Set(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', ';', '+', ''])

const regexEnd = (text: string, at: number): number => {
  let inClass = false
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '[') inClass = true
    else if (text[i] === ']') inClass = false
    else if (text[i] === '/' && !inClass) return i + 1
  }
  return at + 1
}

/** End of a quoted string; a quote without a partner on its line is an apostrophe of markup and no string. */
const stringEnd = (text: string, at: number): number => {
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === text[at]) return i + 1
  }
  return at + 1
}

const lastCode = (out: readonly string[]): string => { for (let i = out.length - 1; i >= 0; i--) if (!/\s/.test(out[i]!)) return out[i]!; return '' }
const startsRegex = (out: readonly string[]): boolean => {
  const last = lastCode(out)
  return beforeRegex.has(last) || (last === '>' && /=>\s*$/.test(out.slice(-8).join(''))) || (last === 'n' && /\breturn\s*$/.test(out.slice(-16).join('')))
}

/** Blanks comments, strings, templates (their `${...}` stay code) and regular expressions. Every character keeps its place. */
export const masked = (text: string): string => {
  const out: string[] = []
  /** Depth of braces inside each open template hole. */
  const holes: number[] = []
  const blank = (to: number): void => { while (out.length < to) out.push(text[out.length] === '\n' ? '\n' : ' ') }
  const template = (from: number): void => {
    let i = from
    while (i < text.length && text[i] !== '`' && !(text[i] === '$' && text[i + 1] === '{')) i += text[i] === '\\' ? 2 : 1
    blank(Math.min(i, text.length))
    if (text[i] === '`') out.push('`')
    else if (i < text.length) { out.push('$', '{'); holes.push(0) }
  }
  while (out.length < text.length) {
    const i = out.length, c = text[i]!, two = text.slice(i, i + 2)
    if (two === '//') { const end = text.indexOf('\n', i); blank(end < 0 ? text.length : end) }
    else if (two === '/*') { const end = text.indexOf('*/', i + 2); blank(end < 0 ? text.length : end + 2) }
    else if (c === "'" || c === '"') {
      const end = stringEnd(text, i)
      out.push(c)
      if (end > i + 1) { blank(end - 1); out.push(c) }
    } else if (c === '`') { out.push(c); template(i + 1) }
    else if (c === '/' && startsRegex(out)) { const end = regexEnd(text, i); if (end > i + 1) blank(end); else out.push(c) }
    else if (c === '}' && holes.at(-1) === 0) { holes.pop(); out.push(c); template(i + 1) }
    else {
      if (holes.length > 0 && c === '{') holes[holes.length - 1]!++
      if (holes.length > 0 && c === '}') holes[holes.length - 1]!--
      out.push(c)
    }
  }
  return out.join('')
}

export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** Import and re-export statements and `import()` of a literal, wherever they stand. */
export const importsOf = (text: string, code: string): Import[] => {
  const found: (Import & { readonly at: number })[] = []
  const collect = (pattern: RegExp, dynamic: boolean): void => {
    for (const match of code.matchAll(pattern)) {
      const quote = match.index + match[0].length - 1, end = text.indexOf(text[quote]!, quote + 1), clause = match[1] ?? ''
      found.push({ at: match.index, specifier: text.slice(quote + 1, end), line: lineAt(text, match.index), type: /^\s*type\b/.test(clause), dynamic, clause: clause.trim() })
    }
  }
  collect(/\b(?:import|export)\b((?:\s+type\b)?\s*[\w$*{][^;'"`()=]*?)\bfrom\s*['"]/g, false)
  collect(/\bimport\s*['"]/g, false)
  collect(/\bimport\s*\(\s*['"]/g, true)
  return found.sort((a, b) => a.at - b.at).map(({ specifier, line, type, dynamic, clause }) => ({ specifier, line, type, dynamic, clause }))
}

export const source = (path: string, text: string): Source => { const code = masked(text); return { path, text, code, imports: importsOf(text, code) } }

/** The file that a relative import names, as a path like that of its importer; null for a package. */
export const target = (from: string, specifier: string): string | null => (specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), specifier)) : null)

export const readSources = (root: string): Source[] => readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(entry => join(entry.parentPath, entry.name))
  .sort()
  .map(file => source(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')))
