import type { ReactNode } from 'react'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { pinMessages as p } from './pin-messages.ts'
import { reviewMessages as r } from './messages.ts'
import { defectName } from './sent-back.tsx'

export interface DefectListProps {
  readonly defects: readonly DefectInput[]
  readonly emptyText: string
  nameOf(shape: string | null, isPinned?: boolean): string
  onSelect(shape: string): void
  /** Absent where the verdict is given already or somebody else's. */
  readonly onAsk?: (() => void) | undefined
  readonly onPin?: (() => void) | undefined
  readonly onRemove?: ((defect: DefectInput) => void) | undefined
}

/** What is wrong, each with its place, its code and how bad it is. */
export const DefectList = ({ defects, emptyText, nameOf, onSelect, onAsk, onPin, onRemove }: DefectListProps): ReactNode => {
  const t = useT()
  const numbers = new Map(defects.filter(defect => defect.pin).map((defect, i) => [defect, i + 1]))
  const words = (defect: DefectInput): string => { const name = defectName(defect.code); return [nameOf(defect.shape ?? null, Boolean(defect.pin)), name ? t(name) : defect.code, t(r[defect.severity]), defect.note].filter(Boolean).join(' · ') }
  return (
    <>
      <header><h2>{t(r.defects)}</h2><span className="quiet">{defects.length}</span>{onAsk && <span className="end row">{onPin && <Button size="s" keyHint="⇧ U" onClick={onPin}>{t(p.setShort)}</Button>}<Button size="s" keyHint="U" onClick={onAsk}>{t(r.addDefect)}</Button></span>}</header>
      {defects.length === 0 && <p className="quiet">{emptyText}</p>}
      <ul className="defects">
        {defects.map((defect, i) => (
          <li key={i} className="row">
            {numbers.has(defect) && <span className="pin-number" aria-hidden="true">{numbers.get(defect)}</span>}
            {defect.shape ? <button type="button" className="ui-link grow truncate" title={words(defect)} onClick={() => onSelect(defect.shape ?? '')}>{words(defect)}</button> : <span className="grow">{words(defect)}</span>}
            {onRemove && <IconButton icon="cross" label={`${t(r.removeDefect)}: ${words(defect)}`} onClick={() => onRemove(defect)} />}
          </li>
        ))}
      </ul>
    </>
  )
}
