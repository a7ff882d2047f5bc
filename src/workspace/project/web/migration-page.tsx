import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Locale } from '../../../kernel/messages.ts'
import { pick } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT, type Translate } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listSchemaReviews, migrateSchema, previewMigration, readProject, readSchema, type EffectView, type SchemaView } from '../contract.ts'
import { migrate, needsPerson, type MigrationStep } from '../migration/model.ts'
import { nameAt } from './migration-draft.ts'
import { migrationMessages as m } from './migration-messages.ts'
import { StepForm } from './step-form.tsx'
import { useVersionsCrumbs } from './use-versions-crumbs.ts'
import { versionMessages as v } from './schema-messages.ts'
import './schema.css'
import './migration.css'

/** A step in words, with the names that hold before it. */
const sentenceOf = (step: MigrationStep, before: LabelSchemaDocument, t: Translate, locale: Locale): string => {
  const name = (id: string): string => nameAt(before, step.at, id, locale), names = (ids: readonly string[]): string => ids.map(name).join(' + ')
  switch (step.step) {
    case 'rename': return t(m.renameStep, { name: name(step.id), text: pick(step.text, locale) })
    case 'merge': return t(m.mergeStep, { names: names(step.from), into: name(step.into) })
    case 'split': return t(m.splitStep, { name: name(step.from), names: step.into.map(entry => pick(entry.name ?? {}, locale) || name(entry.id)).join(' + ') })
    case 'retire': return step.to === null ? t(m.retireStep, { name: name(step.id) }) : t(m.retireInto, { name: name(step.id), into: name(step.to) })
  }
}

interface StepsProps { readonly steps: readonly MigrationStep[], readonly documents: readonly LabelSchemaDocument[], readonly effects: readonly EffectView[] | null, onRemove(at: number): void }

/** The steps with what stands under each, once it was counted. */
const Steps = ({ steps, documents, effects, onRemove }: StepsProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return (
    <table className="table migration-steps">
      <thead><tr><th>{t(m.steps)}</th><th className="number">{t(m.shapes)}</th><th className="number">{t(m.annotations)}</th><th className="number">{t(m.tasks)}</th><th className="number">{t(m.approved)}</th><th className="number">{t(m.releases)}</th><th><span className="visually-hidden">{t(m.action)}</span></th></tr></thead>
      <tbody>{steps.map((step, i) => {
        const effect = effects?.[i], said = (n: number | undefined): ReactNode => n === undefined ? <span className="quiet" title={t(m.unknown)}>–</span> : formatCount(n)
        return (
          <tr key={i}>
            <td><div className="stack"><span className="strong">{sentenceOf(step, documents[i] ?? documents[0]!, t, locale)}</span>
              {step.step !== 'rename' && <span>{needsPerson(step) ? <StatusPill shape="triangle" tone="warn">{t(m.person)}</StatusPill> : <StatusPill shape="tick" tone="ok">{t(m.automatic)}</StatusPill>}</span>}</div></td>
            <td className="number">{said(effect?.shapes)}</td><td className="number">{said(effect?.annotations)}</td>
            <td className="number">{said(effect && Object.values(effect.tasks).reduce((sum, n) => sum + n, 0))}</td><td className="number">{said(effect && (effect.tasks['approved'] ?? 0))}</td><td className="number">{said(effect?.releases)}</td>
            <td><IconButton icon="trash" label={t(m.remove, { n: i + 1 })} onClick={() => onRemove(i)} /></td>
          </tr>
        )
      })}</tbody>
    </table>
  )
}

const Migration = ({ project, newest }: { readonly project: string, readonly newest: SchemaView }): ReactNode => {
  const t = useT(), toast = useToast(), router = useRouter(), params = { project }, version = newest.version + 1
  const [steps, setSteps] = useState<readonly MigrationStep[]>([])
  const counting = useServerCommand(previewMigration), applying = useServerCommand(migrateSchema, [readSchema, readProject, listSchemaReviews])
  // What each step finds; a step that does not hold leaves the document as it is and is named below.
  const documents = steps.reduce<LabelSchemaDocument[]>((made, step) => { const before = made.at(-1)!, next = migrate(before, [step], version); return [...made, next.ok ? next.value : before] }, [newest.document])
  const made = migrate(newest.document, steps, version), change = (next: readonly MigrationStep[]): void => { setSteps(next); counting.reset(); applying.reset() }
  const body = { base: newest.version, steps: [...steps] }, error = applying.error ?? counting.error
  const apply = (): void => applying.mutate({ params, body }, { onSuccess: done => { toast({ text: t(m.applied, { version: done.version }) }); router.history.push(`/p/${project}/schema`) } })
  // Nothing is applied uncounted: counting is the one thing to do until it was done.
  const count = (): void => counting.mutate({ params, body })
  return (
    <>
      <PageHead title={t(m.title)} aside={<Tag>v{newest.version}</Tag>} actions={<div className="row">
        {counting.data ? <Button icon="search" busy={counting.isPending} onClick={count}>{t(m.preview)}</Button>
          : <Button variant="primary" icon="search" busy={counting.isPending} blocked={steps.length === 0 ? t(m.noSteps) : undefined} onClick={count}>{t(m.preview)}</Button>}
        {counting.data && <Button variant="primary" busy={applying.isPending} onClick={apply}>{t(m.apply, { version })}</Button>}
      </div>} />
      <p className="secondary">{t(m.about)}</p>
      {error && <FailureState failure={server().failureOf(error)} />}
      {!made.ok && <FailureState failure={made.failure} />}
      <div className="migration">
        <StepForm document={documents.at(-1)!} onAdd={step => change([...steps, step])} />
        <section className="card" aria-labelledby="migration-steps">
          <header><h2 id="migration-steps">{t(m.steps)}</h2></header>
          {steps.length === 0 ? <p className="quiet pad">{t(m.noSteps)}</p> : <Steps steps={steps} documents={documents} effects={counting.data?.effects ?? null} onRemove={at => change(steps.toSpliced(at, 1))} />}
          {steps.some(needsPerson) && <div className="body"><Note tone="warn">{t(m.consequence)}</Note></div>}
        </section>
      </div>
    </>
  )
}

/** `/p/:project/schema/migrate`: steps, what each concerns, and then the new version. */
export const MigrationPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), newest = useQuery(serverQuery(readSchema, { params: { project }, query: {} }))
  useVersionsCrumbs(project, head.data?.name ?? '', t(v.schema))
  const error = head.error ?? newest.error
  if (error) return <><PageHead title={t(m.title)} /><FailureState failure={server().failureOf(error)} /></>
  return newest.data ? <Migration key={newest.data.version} project={project} newest={newest.data} /> : <><PageHead title={t(m.title)} /><SkeletonRows rows={8} /></>
}
