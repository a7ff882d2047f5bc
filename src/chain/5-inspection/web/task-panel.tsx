import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readSchema } from '../../../workspace/project/contract.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { readContent } from '../../1-source/contract.ts'
import { listTasks, type BatchView } from '../../3-production/contract.ts'
import { setPriorities } from '../../3-production/planning/contract.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { listAnnotations, type AnnotationView } from '../../4-annotation/contract.ts'
import { annotationPolicy } from '../../4-annotation/policy.ts'
import { AsideDialog, type Aside } from './aside-dialog.tsx'
import { batchContentMessages as c } from './batch-messages.ts'
import { TaskPill } from './batch-pieces.tsx'
import { taskStepsOf } from './batch-words.ts'
import { inspectionPolicy } from '../policy.ts'
import { GoldButton } from './gold-dialog.tsx'
import { PersonName, usePeopleNames } from './people-names.tsx'
import { bounds, figureOf } from './planning-draft.ts'
import { planningMessages as pm } from './planning-messages.ts'
import { countByName } from './shape-words.ts'
import { useAsset, useAssetText } from './task-picture.tsx'

/** Longer texts are opened, not shown. */
const longestShown = 100_000

const AssetInFull = ({ id, slot }: { readonly id: string, readonly slot: string }): ReactNode => {
  const t = useT(), { data: asset, error } = useAsset(id), text = useAssetText(asset, longestShown)
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!asset) return <SkeletonRows rows={2} />
  const href = server().mediaUrlOf(readContent, { params: { asset: id }, query: {} })
  return (
    <figure className="stack">
      {text !== undefined && <p className="whole-text" tabIndex={0}>{text}</p>}
      {asset.modality === 'image' && <img src={href} alt={asset.name} />}
      <figcaption className="row meta"><Tag>{slot}</Tag><span className="grow truncate" title={asset.name}>{asset.name}</span><a href={href} target="_blank" rel="noreferrer">{t(c.openOriginal)}</a></figcaption>
    </figure>
  )
}

interface AnnotationsProps { readonly task: string, readonly batch: BatchView, readonly roles: readonly string[] }
const Annotations = ({ task, batch, roles }: AnnotationsProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), nameOf = usePeopleNames(batch.project, roles)
  const { data, error } = useQuery(serverQuery(listAnnotations, { params: { task } })), schema = useQuery({ ...serverQuery(readSchema, { params: { project: batch.project }, query: { version: batch.schemaVersion } }), staleTime: Infinity })
  const failed = error ?? schema.error
  const revisions = (a: AnnotationView): string => [t(c.revision, { n: a.revision }), a.submitted === null ? t(c.notSubmitted) : t(c.wasSubmitted, { n: a.submitted })].join(' · ')
  return (
    <section aria-labelledby="task-annotations">
      <h3 id="task-annotations">{t(c.annotations)}</h3>
      {failed ? <FailureState failure={server().failureOf(failed)} /> : !data || !schema.data ? <SkeletonRows rows={2} /> : data.annotations.length === 0 && <p className="quiet">{t(c.noAnnotations)}</p>}
      {schema.data && data?.annotations.map((a, i) => (
        <div key={a.id} className="annotation">
          <div className="row"><span className="strong">{a.author === undefined ? t(c.unnamed, { n: i + 1 }) : <PersonName id={a.author} name={nameOf(a.author)} />}</span><span className="end meta secondary">{revisions(a)}</span></div>
          <div className="row wrap">
            {countByName(a.shapes, schema.data.document, locale).map(s => <span key={s.name} className="row">{s.colour > 0 && <ClassSwatch slot={s.colour} />}{`${s.name} ${formatCount(s.count)}`}</span>)}
            {a.shapes.length === 0 && <span className="quiet">{t(c.noShapes)}</span>}
          </div>
        </div>
      ))}
    </section>
  )
}

/** Higher is claimed first within the batch. */
const Priority = ({ batch, task, number, priority }: { readonly batch: string, readonly task: string, readonly number: number, readonly priority: number }): ReactNode => {
  const t = useT(), toast = useToast(), [typed, type] = useState(String(priority)), value = figureOf('priority', typed), command = useServerCommand(setPriorities, [listTasks])
  const { from, to } = bounds.priority
  const set = (): void => { if (value !== null && value !== undefined) command.mutate({ params: { batch }, body: { tasks: [task], priority: value } }, { onSuccess: () => toast({ text: t(pm.prioritySet, { number, priority: value }) }) }) }
  return (
    <form className="stack" onSubmit={event => { event.preventDefault(); set() }}>
      <Field label={t(pm.taskPriority)} size="s" inputMode="numeric" value={typed} hint={t(pm.priorityHint)} {...value === undefined && { error: t(pm.wrong, { from, to }) }} onChange={event => type(event.target.value)} />
      <div className="row"><Button size="s" type="submit" busy={command.isPending} blocked={value === undefined ? t(pm.wrongNumber) : undefined}>{t(pm.setPriority)}</Button></div>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
    </form>
  )
}

export interface TaskPanelProps { readonly batch: BatchView, /** Of the task, within the batch. */ readonly number: number, readonly roles: readonly string[], onClose(): void }

/** One task beside the list: what is annotated, how it stands, who said what, and putting it aside. */
export const TaskPanel = ({ batch, number, roles, onClose }: TaskPanelProps): ReactNode => {
  const t = useT(), [asked, ask] = useState<Aside | null>(null)
  // Read by its number, so that a link to a task opens it wherever it stands in the list.
  const { data, error } = useQuery({ ...serverQuery(listTasks, { params: { batch: batch.id }, query: { limit: 1, ...(number > 1 && { after: number - 1 }) } }), refetchInterval: 10_000 })
  const task = data?.tasks.find(x => x.number === number), words = { parked: c.park, discarded: c.discard, open: c.takeUp } as const
  const makesGold = task?.state === 'approved' && isAllowed(inspectionPolicy['gold.manage'], roles)
  const steps = task ? taskStepsOf(batch.state, task.state, roles) : []
  return (
    <aside className="task-panel card" aria-label={t(c.task, { n: number })}>
      <header><h2>{t(c.task, { n: number })}</h2>{task && <TaskPill state={task.state} />}<span className="end" /><IconButton icon="cross" label={t(c.close)} keyHint="Esc" onClick={onClose} /></header>
      <div className="body" tabIndex={0} role="group" aria-label={t(c.task, { n: number })}>
        {error && <FailureState failure={server().failureOf(error)} />}
        {!data && !error && <SkeletonRows rows={6} />}
        {data && !task && <p className="quiet">{t(c.noSuchTask, { n: number })}</p>}
        {task && <>
          {task.assets.map(a => <AssetInFull key={`${a.slot} ${a.asset}`} id={a.asset} slot={a.slot} />)}
          {task.vacancies > 0 && <p className="secondary">{t(c.vacant, { n: task.vacancies })}</p>}
          {isAllowed(productionPolicy['batch.manage'], roles) && <Priority key={task.id} batch={batch.id} task={task.id} number={number} priority={task.priority} />}
          {isAllowed(annotationPolicy['annotation.read'], roles) && <Annotations task={task.id} batch={batch} roles={roles} />}
          {(steps.length > 0 || makesGold) && <div className="row wrap">{steps.map(to => <Button key={to} size="s" onClick={() => ask({ task: task.id, number, to })}>{t(words[to])}</Button>)}{makesGold && <GoldButton task={task.id} number={number} />}</div>}
        </>}
      </div>
      <AsideDialog aside={asked} onClose={() => ask(null)} />
    </aside>
  )
}
