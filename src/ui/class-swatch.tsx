import type { CSSProperties, ReactNode } from 'react'
import './class-swatch.css'
import { classColour } from './class-colour.ts'
import { classNames } from './class-names.ts'

/** Colour and pattern of a class. Decoration: name and key stand beside it. @param slot from 1 */
export const ClassSwatch = ({ slot, large = false }: { readonly slot: number, readonly large?: boolean }): ReactNode => {
  const { variable, pattern } = classColour(slot)
  const style: CSSProperties & Record<'--swatch', string> = { '--swatch': `var(${variable})` }
  return <span className={classNames('ui-swatch', large && 'l', pattern !== 'solid' && pattern)} style={style} aria-hidden="true" />
}
