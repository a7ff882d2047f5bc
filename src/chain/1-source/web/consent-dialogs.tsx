import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import type { DatasetView } from '../contract.ts'
import { addConsent, coverByPath, listConsents, type ConsentView } from '../withdrawal/contract.ts'
import { sourceMessages } from './messages.ts'
import { withdrawalMessages as m } from './withdrawal-messages.ts'

export const AddConsentDialog = ({ project, onClose }: { readonly project: string, onClose(): void }): ReactNode => {
  const t = useT(), command = useServerCommand(addConsent, [listConsents])
  const [subject, setSubject] = useState(''), [scope, setScope] = useState(''), [givenOn, setGivenOn] = useState(''), [paper, setPaper] = useState('')
  const blocked = subject.trim() && scope.trim() && givenOn ? undefined : t(sourceMessages.required)
  const save = (): void => {
    const body = { subject: subject.trim(), scope: scope.trim(), givenOn, ...(paper.trim() && { paper: paper.trim() }) }
    void command.mutateAsync({ params: { project }, body }).then(onClose, () => undefined)
  }
  return (
    <Dialog open title={t(m.addConsent)} onClose={onClose} actions={<><Button onClick={onClose}>{t(uiMessages.cancel)}</Button><Button variant="primary" busy={command.isPending} blocked={blocked} onClick={save}>{t(m.save)}</Button></>}>
      <div className="stack">
        <Field label={t(m.subject)} hint={t(m.subjectHint)} value={subject} maxLength={200} onChange={event => setSubject(event.target.value)} />
        <Field label={t(m.scope)} value={scope} maxLength={2000} onChange={event => setScope(event.target.value)} />
        <Field label={t(m.givenOn)} type="date" value={givenOn} onChange={event => setGivenOn(event.target.value)} />
        <Field label={t(m.paper)} value={paper} maxLength={2000} onChange={event => setPaper(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

export const CoverDialog = ({ consent, datasets, onClose }: { readonly consent: ConsentView, readonly datasets: readonly DatasetView[], onClose(): void }): ReactNode => {
  const t = useT(), toast = useToast(), command = useServerCommand(coverByPath, [listConsents])
  const [dataset, setDataset] = useState(datasets[0]?.id ?? ''), [prefix, setPrefix] = useState(`${consent.subject}/`)
  const link = (): void => {
    void command.mutateAsync({ params: { consent: consent.id }, body: { dataset, prefix } }).then(({ linked }) => { toast({ text: t(m.linked, { n: linked }) }); onClose() }, () => undefined)
  }
  return (
    <Dialog open title={t(m.coverTitle, { subject: consent.subject })} onClose={onClose} actions={<><Button onClick={onClose}>{t(uiMessages.cancel)}</Button><Button variant="primary" busy={command.isPending} blocked={prefix === '' ? t(sourceMessages.required) : undefined} onClick={link}>{t(m.link)}</Button></>}>
      <div className="stack">
        <ChoiceField label={t(m.dataset)} value={dataset} options={datasets.map(d => ({ value: d.id, label: d.name }))} onChange={setDataset} />
        <Field label={t(m.prefix)} hint={t(m.prefixHint)} value={prefix} maxLength={1000} onChange={event => setPrefix(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}
