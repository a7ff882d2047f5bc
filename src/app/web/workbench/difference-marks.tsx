import { useMemo, useRef, type ReactNode } from 'react'
import type { Finding, Pin } from '../../../chain/5-inspection/model.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { useT } from '../../../ui/i18n.tsx'
import { plugins } from '../plugins.ts'
import { arbitrateMessages as a } from './arbitrate-messages.ts'
import { usePlaces } from './pin-layer.tsx'
import type { PinSurface } from './pin-surface.ts'
import type { AnySession } from './open-task.ts'
import { markOf } from './ruling-work.ts'

const words = { only: a.markOnly, absent: a.markAbsent, class: a.markClass, attributes: a.markAttributes, place: a.markPlace } as const

/** The corner of a shape where its mark hangs. */
const cornerOf = (session: AnySession, record: ShapeRecord): Pin | null => {
  const view = session.shapes.views.get(record.kind)
  if (view?.space === 'document') { const start = view.fragments(record.payload)[0]?.[0]; return start === undefined ? null : { offset: start } }
  const bounds = plugins.shapes.get(record.kind)?.bounds(record.payload)
  return bounds ? { x: bounds.x, y: bounds.y } : null
}

export interface DifferenceMarksProps {
  readonly surface: PinSurface
  readonly session: AnySession
  readonly findings: readonly Finding[]
  /** Whose pane it is, and the difference that is looked at. */
  readonly reader: number
  readonly at: number | null
  onGo(index: number): void
}

/** Where this reader differs, and how: a word at the corner of each shape, or at the place where another has one. Numbers are those of the list. */
export const DifferenceMarks = ({ surface, session, findings, reader, at, onGo }: DifferenceMarksProps): ReactNode => {
  const t = useT(), layer = useRef<HTMLDivElement>(null)
  const marks = useMemo(() => findings.flatMap((finding, index) => {
    const kind = markOf(finding, reader), record = finding.readers[reader] ?? finding.readers.find(one => one !== null), pin = record && cornerOf(session, record)
    return kind && pin ? [{ index, kind, pin }] : []
  }), [findings, reader, session])
  usePlaces({ surface, pins: marks }, layer)
  return (
    <div className="pins marks" ref={layer}>
      {marks.map(({ index, kind }, i) => (
        <div key={index} className="pin" data-pin={i}>
          <button type="button" className={`mark ${kind}`} aria-current={index === at || undefined} tabIndex={-1} aria-label={t(a.markAt, { n: index + 1, words: t(words[kind]) })} onClick={() => onGo(index)}>
            <b>{index + 1}</b>{index === at && <span>{t(words[kind])}</span>}
          </button>
        </div>
      ))}
    </div>
  )
}
