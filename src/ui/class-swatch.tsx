import type { CSSProperties, ReactNode } from 'react'
import './class-swatch.css'
import { classColour, type ClassPattern } from './class-colour.ts'
import { classNames } from './class-names.ts'

export interface ClassSwatchProps { /** From 1. */ readonly slot: number, /** Without one, that of the slot. */ readonly pattern?: ClassPattern | undefined, readonly large?: boolean }

/** Colour and pattern of a class. Decoration: name and key stand beside it. */
export const ClassSwatch = ({ slot, pattern: own, large = false }: ClassSwatchProps): ReactNode => {
  const { variable, pattern: usual } = classColour(slot), pattern = own ?? usual
  const style: CSSProperties & Record<'--swatch', string> = { '--swatch': `var(${variable})` }
  return <span className={classNames('ui-swatch', large && 'l', pattern !== 'solid' && pattern)} style={style} aria-hidden="true" />
}
