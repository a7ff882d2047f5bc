import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { createSelection, listSelections } from '../contract.ts'
import type { SelectionFilter } from '../model.ts'
import { preparationMessages as m } from './messages.ts'

export interface SelectionDialogProps {
  readonly open: boolean
  readonly project: string
  readonly preparation: string
  readonly filter: SelectionFilter
  /** The conditions in words. */
  readonly conditions: readonly string[]
  onClose(): void
}

/** Freezes what a filter lets through. */
export const SelectionDialog = ({ open, project, preparation, filter, conditions, onClose }: SelectionDialogProps): ReactNode => {
  const t = useT(), toast = useToast()
  const [name, setName] = useState('')
  const [limit, setLimit] = useState('')
  const [seed, setSeed] = useState('')
  const command = useServerCommand(createSelection, [listSelections])
  const most = limit.trim() === '' ? null : Number(limit), isLimitWrong = most !== null && !(Number.isInteger(most) && most > 0)
  const close = (): void => { command.reset(); onClose() }
  const make = (): void => command.mutate({ params: { project }, body: { name: name.trim(), preparation, filter, ...(most !== null && { limit: most, ...(seed.trim() && { seed: seed.trim() }) }) } }, {
    onSuccess: made => { toast({ text: t(m.selectionMade, { display: made.display, n: made.assets }) }); setName(''); close() },
  })
  return (
    <Dialog open={open} title={t(m.makeSelectionTitle)} onClose={close} actions={<>
      <Button onClick={close}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} blocked={name.trim() === '' ? t(m.selectionNameMissing) : isLimitWrong ? t(m.numberProblem, { problem: 'fraction', min: 1, max: '' }) : undefined} onClick={make}>{t(m.makeSelectionTitle)}</Button>
    </>}>
      <div className="stack">
        <p>{t(m.selectionText)}</p>
        <div className="row wrap">{conditions.map(c => <Tag key={c} icon="filter">{c}</Tag>)}</div>
        <Field label={t(m.name)} value={name} maxLength={200} onChange={event => setName(event.target.value)} />
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div className="grow"><Field label={t(m.limit)} inputMode="numeric" value={limit} onChange={event => setLimit(event.target.value)} /></div>
          <div className="grow"><Field label={t(m.seed)} hint={t(m.seedHint)} value={seed} disabled={most === null} maxLength={200} onChange={event => setSeed(event.target.value)} /></div>
        </div>
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}
