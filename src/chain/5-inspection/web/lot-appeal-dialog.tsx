import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listChargedLots, listLotAppeals, raiseLotAppeal, type LotDefectView } from '../lot-appeal/contract.ts'
import { lotAppealMessages as m } from './lot-appeal-messages.ts'
import { defectMessages } from './messages.ts'

export const useDefectWords = (): ((d: Pick<LotDefectView, 'code' | 'note'>) => string) => {
  const t = useT()
  return d => [t(defectMessages[d.code]), d.note].filter(Boolean).join(' · ')
}

export interface LotAppealButtonProps { readonly inspection: string, readonly display: string, readonly defects: readonly LotDefectView[], readonly until: string }
/** Appeals against chosen defects with a reason each, or against all with one. */
export const LotAppealButton = ({ inspection, display, defects, until }: LotAppealButtonProps): ReactNode => {
  const t = useT(), toast = useToast(), words = useDefectWords(), [isOpen, open] = useState(false)
  const [isWhole, setWhole] = useState(false), [whole, setReason] = useState(''), [reasons, setReasons] = useState<Readonly<Record<string, string>>>({})
  const command = useServerCommand(raiseLotAppeal, [listLotAppeals, listChargedLots])
  const chosen = defects.filter(d => reasons[d.id] !== undefined), choose = (id: string, isChosen: boolean): void => setReasons(({ [id]: _, ...others }) => (isChosen ? { ...others, [id]: '' } : others))
  const isMissing = isWhole ? whole.trim() === '' : chosen.some(d => reasons[d.id]!.trim() === ''), blocked = !isWhole && chosen.length === 0 ? t(m.noneChosen) : isMissing ? t(m.reasonMissing) : undefined
  const close = (): void => { command.reset(); open(false) }
  const body = isWhole ? { reason: whole.trim() } : { defects: chosen.map(d => ({ defect: d.id, reason: reasons[d.id]!.trim() })) }
  const run = (): void => command.mutate({ params: { inspection }, body }, { onSuccess: () => { toast({ text: t(m.raised) }); close() } })
  return (
    <>
      <Button size="s" aria-label={t(m.raiseOf, { display })} onClick={() => open(true)}>{t(m.raise)}</Button>
      <Dialog open={isOpen} title={t(m.raiseDo)} onClose={close} actions={<>
        <Button onClick={close}>{t(uiMessages.cancel)}</Button>
        <Button variant="primary" busy={command.isPending} blocked={blocked} onClick={run}>{t(m.raiseDo)}</Button>
      </>}>
        <div className="stack">
          <p>{t(m.raiseText)}</p>
          <Segmented label={t(m.against)} value={isWhole ? 'whole' : 'each'} segments={[{ value: 'each', label: t(m.each) }, { value: 'whole', label: t(m.whole, { n: defects.length }) }]} onChange={to => setWhole(to === 'whole')} />
          {isWhole ? <TextAreaField label={t(m.reason)} value={whole} maxLength={5000} onChange={event => setReason(event.target.value)} /> : (
            <ul className="lot-appeal-choice">
              {defects.map(d => (
                <li key={d.id} className="stack">
                  <Checkbox label={`${t(m.taskNumber, { n: d.taskNumber })} · ${words(d)}`} checked={reasons[d.id] !== undefined} onChange={event => choose(d.id, event.target.checked)} />
                  {reasons[d.id] !== undefined && <TextAreaField label={t(m.reasonFor, { n: d.taskNumber })} value={reasons[d.id]} rows={2} maxLength={5000} onChange={event => setReasons(old => ({ ...old, [d.id]: event.target.value }))} />}
                </li>
              ))}
            </ul>
          )}
          <p className="meta secondary">{t(m.until, { at: formatTime(new Date(until)) })}</p>
          {command.error && <FailureState failure={server().failureOf(command.error)} />}
        </div>
      </Dialog>
    </>
  )
}
