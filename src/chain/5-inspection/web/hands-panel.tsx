import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listOwn, listTasks, readBatch, type BatchView } from '../../3-production/contract.ts'
import { steps, type Step } from '../../3-production/model.ts'
import { handOut, handOutByRule, listHands, reassign, type HandedView, type WorkerView } from '../../3-production/planning/contract.ts'
import { planningMessages as m } from './planning-messages.ts'
import './planning.css'

const changed = [listHands, listTasks, readBatch, listOwn]
interface PanelProps { readonly batch: BatchView, readonly workers: readonly WorkerView[] }

/** What was handed, as a toast; who could not be handed everything, as names beside the button. */
const HandOut = ({ batch, workers }: PanelProps): ReactNode => {
  const t = useT(), toast = useToast(), [step, setStep] = useState<Step>('annotate'), [count, setCount] = useState('20'), [chosen, choose] = useState<ReadonlySet<string>>(new Set()), [short, setShort] = useState<readonly string[]>([])
  const handing = useServerCommand(handOut, changed), byRule = useServerCommand(handOutByRule, changed), error = handing.error ?? byRule.error
  const able = workers.filter(w => w.active && w.steps.includes(step)), people = able.filter(w => chosen.has(w.person)).map(w => w.person), n = Number(count)
  const told = ({ handed, left }: HandedView): void => {
    toast({ text: t(m.wasHanded, { n: handed.reduce((sum, h) => sum + h.tasks.length, 0) }) })
    setShort(left.flatMap(l => workers.find(w => w.person === l.person)?.name ?? []))
  }
  const toggle = (person: string): void => choose(old => { const next = new Set(old); if (!next.delete(person)) next.add(person); return next })
  const blocked = batch.state !== 'open' ? t(m.notOpen) : people.length === 0 ? t(m.choosePeople) : Number.isInteger(n) && n >= 1 && n <= 200 ? undefined : t(m.countMissing)
  return (
    <section className="card" aria-labelledby="hand-out">
      <header><h2 id="hand-out">{t(m.handOut)}</h2></header>
      <div className="body stack loose">
        <p className="meta quiet">{t(m.handOutText)}</p>
        <ChoiceField<Step> label={t(m.step)} value={step} options={steps.map(value => ({ value, label: t(m[value]) }))} onChange={setStep} />
        {able.length === 0 ? <Note tone="warn">{t(m.noWorkers)}</Note> : (
          <fieldset className="plain stack"><legend className="meta quiet">{t(m.people)}</legend>
            <div className="who">{able.map(w => <Checkbox key={w.person} label={w.name} checked={chosen.has(w.person)} onChange={() => toggle(w.person)} />)}</div>
          </fieldset>
        )}
        <Field label={t(m.count)} value={count} inputMode="numeric" unit={t(m.tasks)} onChange={event => setCount(event.target.value)} />
        {error && <FailureState failure={server().failureOf(error)} />}
        {short.length > 0 && <Note tone="warn">{short.map(name => <div key={name}>{t(m.notHanded, { name })}</div>)}</Note>}
        <div className="acts">
          {batch.dispatch === 'rule' && <Button busy={byRule.isPending} blocked={batch.state === 'open' ? undefined : t(m.notOpen)} onClick={() => byRule.mutate({ params: { batch: batch.id }, body: { step } }, { onSuccess: told })}>{t(m.byRule)}</Button>}
          <Button busy={handing.isPending} blocked={blocked} onClick={() => handing.mutate({ params: { batch: batch.id }, body: { people, step, count: n } }, { onSuccess: told })}>{t(m.handOut)}</Button>
        </div>
      </div>
    </section>
  )
}

const MoveDialog = ({ batch, workers, from, onClose }: PanelProps & { readonly from: WorkerView, onClose(): void }): ReactNode => {
  const t = useT(), toast = useToast(), [to, setTo] = useState(''), [reason, setReason] = useState(''), moving = useServerCommand(reassign, changed), result = moving.data
  const move = (): void => moving.mutate({ params: { project: batch.project }, body: { from: from.person, to: to || null, reason: reason.trim(), batch: batch.id } }, {
    onSuccess: ({ moved, left }) => { toast({ text: t(m.wasMoved, { n: moved }) }); if (left.length === 0) onClose() },
  })
  return (
    <Dialog open title={t(m.moveTitle, { name: from.name })} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={moving.isPending} blocked={reason.trim() === '' ? t(m.reasonMissing) : undefined} onClick={move}>{t(m.moveDo)}</Button>
    </>}>
      <div className="stack">
        <p>{t(m.moveText, { held: from.held, returned: from.returned })}</p>
        <ChoiceField label={t(m.to)} value={to} onChange={setTo} options={[{ value: '', label: t(m.toQueue) }, ...workers.filter(w => w.active && w.person !== from.person && w.steps.length > 0).map(w => ({ value: w.person, label: w.name }))]} />
        <TextAreaField label={t(m.reason)} value={reason} maxLength={2000} onChange={event => setReason(event.target.value)} />
        {result && result.left.length > 0 && <Note tone="warn">{t(m.notMoved, { n: result.left.length })}</Note>}
        {moving.error && <FailureState failure={server().failureOf(moving.error)} />}
      </div>
    </Dialog>
  )
}

/** Who has what of the batch in hand, and to whom it goes when somebody leaves. */
export const HandsPanel = ({ batch }: { readonly batch: BatchView }): ReactNode => {
  const t = useT(), hands = useQuery({ ...serverQuery(listHands, { params: { project: batch.project }, query: { batch: batch.id } }), refetchInterval: 15_000 }), [moved, move] = useState<WorkerView | null>(null)
  if (hands.error) return <FailureState failure={server().failureOf(hands.error)} />
  if (!hands.data) return <SkeletonRows rows={6} />
  const { workers } = hands.data, busy = workers.filter(w => w.held + w.returned > 0)
  return (
    <div className="hands">
      <section className="card" aria-labelledby="in-hand">
        <header><h2 id="in-hand">{t(m.inHand)}</h2><span className="quiet">{formatCount(busy.reduce((n, w) => n + w.held + w.returned, 0))}</span></header>
        {busy.length === 0 ? <div className="body"><p className="quiet">{t(m.nobody)}</p></div> : (
          <table className="table">
            <thead><tr><th>{t(m.person)}</th><th className="number">{t(m.held)}</th><th className="number">{t(m.returned)}</th><th><span className="visually-hidden">{t(m.move)}</span></th></tr></thead>
            <tbody>{busy.map(w => (
              <tr key={w.person}>
                <td><span className="row">{w.name}{!w.active && <Tag>{t(m.gone)}</Tag>}</span></td><td className="number">{formatCount(w.held)}</td><td className="number">{formatCount(w.returned)}</td>
                <td className="number"><Button size="s" onClick={() => move(w)}>{t(m.move)}</Button></td>
              </tr>
            ))}</tbody>
          </table>
        )}
      </section>
      <HandOut batch={batch} workers={workers} />
      {moved && <MoveDialog batch={batch} workers={workers} from={moved} onClose={() => move(null)} />}
    </div>
  )
}
