import { useState } from 'react'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import { useT } from '../../../ui/i18n.tsx'
import type { DefectSubject } from './defect-dialog.tsx'
import { workbenchMessages as m } from './messages.ts'
import { pinMessages as p } from './pin-messages.ts'
import type { Arming, ShownPin } from './pin-layer.tsx'
import { reviewMessages as r } from './messages.ts'
import { defectName } from './sent-back.tsx'
import { labelOf, type NamedShape } from './shape-names.ts'
import type { Sitting } from './open-task.ts'

/** What a defect says, in a line. */
export const useDefectWords = (): ((defect: Pick<DefectInput, 'code' | 'severity' | 'note'>) => string) => {
  const t = useT()
  return defect => { const name = defectName(defect.code); return [name ? t(name) : defect.code, t(r[defect.severity]), defect.note].filter(Boolean).join(' · ') }
}

/** The pins among the defects that lie in the place in hand, numbered as in the list of all. */
export const usePins = (defects: readonly DefectInput[], { session: { slot } }: Sitting): readonly ShownPin[] => {
  const words = useDefectWords()
  return defects.filter(defect => defect.pin).flatMap((defect, i) => (defect.pin && (defect.slot ?? slot) === slot ? [{ pin: defect.pin, number: i + 1, words: words(defect) }] : []))
}

/** Noting a defect: on the selection, on a place that is clicked, or on the whole task. */
export const useDefectAsking = (sitting: Sitting, shapes: readonly NamedShape[]) => {
  const t = useT(), [subject, setSubject] = useState<DefectSubject | null>(null), [isArmed, arm] = useState(false), { session } = sitting, { slot } = session
  const nameOf = (id: string | null, isPinned = false): string => {
    const shape = shapes.find(one => one.record.id === id)
    return shape ? labelOf(shape) : id !== null ? t(m.removedShape) : isPinned ? t(p.place) : t(m.wholeTask)
  }
  const ask = (): void => { const [id] = session.store.facts.selection; setSubject({ shape: id ?? null, name: nameOf(id ?? null) }) }
  const askWhole = (): void => setSubject({ shape: null, name: t(m.wholeTask) })
  const arming: Arming | null = isArmed ? {
    onCancel: () => arm(false),
    onPlace: pin => { const [id] = session.store.facts.selection; arm(false); setSubject({ shape: id ?? null, name: nameOf(id ?? null, true), slot, pin }) },
  } : null
  return { subject, close: () => setSubject(null), nameOf, ask, askWhole, arming, startPin: () => arm(true) }
}
