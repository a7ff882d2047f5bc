import type { ReactNode } from 'react'
import { Checkbox } from '../../../ui/choice.tsx'
import { useT } from '../../../ui/i18n.tsx'
import type { ShapeView } from '../contract.ts'
import { schemaMessages as m } from './schema-messages.ts'

export interface ShapeChoiceProps {
  readonly shapes: readonly ShapeView[]
  readonly chosen: readonly string[]
  readonly isReadOnly?: boolean
  /** Where the focus goes when none is chosen. */
  readonly path?: string
  onChange(kinds: string[]): void
}

/** Shapes that are drawn; answers belong to questions. What is chosen but not installed here stays and is shown by its id. */
export const ShapeChoice = ({ shapes, chosen, isReadOnly = false, path, onChange }: ShapeChoiceProps): ReactNode => {
  const t = useT()
  const drawn = shapes.filter(shape => shape.space === 'raster' || shape.space === 'document'), known = new Set(drawn.map(shape => shape.id))
  const all = [...drawn.map(shape => ({ id: shape.id, label: t(shape.title) })), ...chosen.filter(id => !known.has(id)).map(id => ({ id, label: id }))]
  return (
    <fieldset className="shape-choice" disabled={isReadOnly}>
      <legend>{t(m.shapes)}</legend>
      <div className="row wrap">{all.map(({ id, label }, i) => (
        <Checkbox key={id} label={label} data-path={i === 0 ? path : undefined} checked={chosen.includes(id)} onChange={event => onChange(event.target.checked ? all.map(shape => shape.id).filter(shape => shape === id || chosen.includes(shape)) : chosen.filter(shape => shape !== id))} />
      ))}</div>
    </fieldset>
  )
}
