import { useId, useMemo, useState, type FormEvent, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { changeProject, listProjects, readProject, type ProjectView } from '../contract.ts'
import { projectFailures } from '../errors.ts'
import { dutyScopes, type DutyScope } from '../model.ts'
import { projectSettingsMessages as m } from './settings-messages.ts'
import { changeOf, type Settings } from './settings.ts'
import './settings.css'

const texts = { task: m.taskText, batch: m.batchText, project: m.projectText } as const

const DutyChoice = ({ value, beside, onChange }: { readonly value: DutyScope, readonly beside: string | undefined, onChange(scope: DutyScope): void }): ReactNode => {
  const t = useT(), name = useId()
  return (
    <section className="card">
      <header><h2 id={`${name}-title`}>{t(m.duty)}</h2></header>
      <div className="body stack" role="radiogroup" aria-labelledby={`${name}-title`}>
        <p className="secondary">{t(m.dutyText)}</p>
        {dutyScopes.map(scope => (
          <Radio key={scope} name={name} checked={scope === value} onChange={() => onChange(scope)}
            label={<><span className="strong">{t(m[scope])}</span> <span className="secondary">{t(texts[scope])}</span></>} />
        ))}
        {beside && <p className="meta quiet">{beside}</p>}
        <p className="meta quiet">{t(m.dutyLater)}</p>
      </div>
    </section>
  )
}

/** Begins with what was stored when it was opened; a change elsewhere never takes away what is being typed. */
const SettingsForm = ({ project }: { readonly project: ProjectView }): ReactNode => {
  const t = useT()
  const [stored, setStored] = useState<ProjectView>(project), [settings, setSettings] = useState<Settings>(project), [isCompared, compare] = useState(false)
  const changing = useServerCommand(changeProject, [readProject, listProjects]), reading = useQuery(serverQuery(readProject, { params: { project: project.id } }))
  const change = changeOf(stored, settings), nameless = settings.name.trim() === '' ? t(m.nameMissing) : undefined
  const failure = changing.error ? server().failureOf(changing.error) : undefined, isStale = failure?.code === projectFailures.changedMeanwhile().code
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (change && !nameless) changing.mutate({ params: { project: project.id }, body: { version: stored.version, ...change } }, { onSuccess: saved => { setStored(saved); setSettings(saved); compare(false) } })
  }
  const showTheirs = async (): Promise<void> => {
    const { data: theirs } = await reading.refetch()
    if (!theirs) return
    setStored(theirs)
    setSettings({ name: theirs.name, description: theirs.description, dutyScope: theirs.dutyScope, ...change })
    compare(true)
    changing.reset()
  }
  const beside = (field: keyof Settings): string | undefined => isCompared && change?.[field] !== undefined ? t(m.storedNow, { value: field === 'dutyScope' ? t(m[stored.dutyScope]) : stored[field] }) : undefined
  return (
    <form className="settings-form" onSubmit={save} noValidate>
      <section className="card">
        <header><h2>{t(m.naming)}</h2></header>
        <div className="body stack loose">
          <Field label={t(m.name)} value={settings.name} maxLength={200} required error={nameless} hint={beside('name')} onChange={event => setSettings({ ...settings, name: event.target.value })} />
          <TextAreaField label={t(m.description)} hint={beside('description') ?? t(m.descriptionHint)} rows={4} value={settings.description} maxLength={10_000} onChange={event => setSettings({ ...settings, description: event.target.value })} />
        </div>
      </section>
      <DutyChoice value={settings.dutyScope} beside={beside('dutyScope')} onChange={dutyScope => setSettings({ ...settings, dutyScope })} />
      {failure && <FailureState failure={failure} action={isStale ? <Button size="s" onClick={() => void showTheirs()}>{t(m.takeTheirs)}</Button> : undefined} />}
      <div className="row">
        <Button variant="primary" type="submit" busy={changing.isPending} blocked={nameless ?? (change ? undefined : t(m.nothingChanged))}>{t(m.save)}</Button>
        <span className="quiet" role="status">{changing.isSuccess && !change ? t(m.saved) : ''}</span>
      </div>
    </form>
  )
}

/** `/p/{project}/settings` */
export const ProjectSettingsPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project']!
  const { data, error } = useQuery(serverQuery(readProject, { params: { project } }))
  const name = data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.title) }], [name, project, t]))
  return (
    <>
      <PageHead title={t(m.title)} />
      {error ? <FailureState failure={server().failureOf(error)} /> : data ? <SettingsForm key={data.id} project={data} /> : <SkeletonRows rows={6} />}
    </>
  )
}
