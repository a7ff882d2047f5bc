import type { CSSProperties, ReactNode } from 'react'
import './status.css'
import { classNames } from './class-names.ts'

const hues = ['--c01', '--c03', '--c09', '--c05', '--c06'] as const

/** The first letter of a name on a quiet ground; the same name always has the same hue. Decoration: the name stands beside it. */
export const Avatar = ({ name, large = false }: { readonly name: string, readonly large?: boolean }): ReactNode => {
  const letter = [...name.trim()][0] ?? '?'
  const sum = [...name].reduce((h, c) => (h * 31 + (c.codePointAt(0) ?? 0)) % 9973, 7)
  const style: CSSProperties & Record<'--avatar-hue', string> = { '--avatar-hue': `var(${hues[sum % hues.length]})` }
  return <span className={classNames('ui-avatar', large && 'l')} style={style} aria-hidden="true">{letter.toUpperCase()}</span>
}
