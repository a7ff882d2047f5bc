import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { SavingLine, StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { isAllowed } from '../../access/model.ts'
import { listShapes, readProject, readSchema, saveSchema, type SchemaView, type ShapeView } from '../contract.ts'
import { projectPolicy } from '../policy.ts'
import { ChangeList } from './change-list.tsx'
import { ClashPanel } from './clash-panel.tsx'
import { DiscardButton, LeaveDialog } from './leave-dialog.tsx'
import { MigrationCard } from './migration-card.tsx'
import { savedIds, schemaChanges } from './schema-diff.ts'
import { tidy } from './schema-draft.ts'
import { SchemaEditor } from './schema-editor.tsx'
import { schemaIssues } from './schema-issues.ts'
import { schemaMessages as m, versionMessages as v } from './schema-messages.ts'
import { threeWay, type Choices, type Clash } from './three-way.ts'
import { useDraft } from './use-draft.ts'
import { useVersionsCrumbs } from './use-versions-crumbs.ts'
import { Difference, OldVersionNote, VersionedTabs, VersionList } from './versions.tsx'
import './schema.css'

/** Nothing of an older version can be changed. */
const nothingSaved = { has: () => false }

interface PageProps { readonly project: string, readonly newest: SchemaView, readonly shapes: readonly ShapeView[] }

const OldVersion = ({ project, newest, shapes, version }: PageProps & { readonly version: number }): ReactNode => {
  const t = useT(), href = `/p/${project}/schema`
  const [wanted, compare] = useUrlState('with', String(version > 1 ? version - 1 : newest.version))
  const other = Number.parseInt(wanted, 10) || 1
  const shown = useQuery({ ...serverQuery(readSchema, { params: { project }, query: { version } }), staleTime: Infinity }), compared = useQuery({ ...serverQuery(readSchema, { params: { project }, query: { version: other } }), staleTime: Infinity })
  const error = shown.error ?? compared.error
  const [before, after] = version < other ? [shown.data, compared.data] : [compared.data, shown.data]
  const changes = useMemo(() => before && after ? schemaChanges(before.document, after.document) : [], [before, after])
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!shown.data) return <SkeletonRows rows={8} />
  return (
    <>
      <PageHead title={t(v.schema)} aside={<><Tag>v{version}</Tag><StatusPill shape="clock">{t(v.readOnly)}</StatusPill></>} />
      <OldVersionNote href={href} version={version} newest={newest.version} at={shown.data.createdAt} />
      <VersionedTabs project={project} tab="schema">
        <SchemaEditor document={shown.data.document} shapes={shapes} saved={nothingSaved} isReadOnly isTold={false} goTo={null} onChange={() => undefined}>
          <Difference shown={version} newest={newest.version} other={other} onOther={to => compare(String(to))}>{compared.data ? <ChangeList changes={changes} label={t(v.compareWith)} /> : <SkeletonRows rows={3} />}</Difference>
          <VersionList href={href} newest={newest.version} shown={version} note={t(v.nextBatches)} />
        </SchemaEditor>
      </VersionedTabs>
    </>
  )
}

/** Somebody saved a version after the base of the draft. */
const beaten = 'project.changed-meanwhile'

/** Saving what the draft is, and where the first error stands when it cannot be saved. */
const useSaving = (project: string, draft: ReturnType<typeof useDraft<LabelSchemaDocument>>) => {
  const t = useT(), toast = useToast()
  const client = useQueryClient(), command = useServerCommand(saveSchema, [readSchema, readProject])
  const [isTold, tell] = useState(false), [goTo, setGoTo] = useState<{ readonly path: string } | null>(null), [errors, setErrors] = useState(0)
  const save = (): void => {
    const wrong = schemaIssues(draft.document).filter(issue => issue.isError), [first] = wrong
    setErrors(wrong.length)
    if (first) { tell(true); setGoTo({ path: first.path }); return }
    command.mutate({ params: { project }, body: { base: draft.base.version, document: tidy(draft.document) } }, {
      onSuccess: saved => { tell(false); draft.rebase(saved, saved.document); toast({ text: t(m.saved, { version: saved.version }) }) },
      onError: error => { if (server().failureOf(error).code === beaten) void client.invalidateQueries({ queryKey: [readSchema.id] }) },
    })
  }
  const failure = command.error ? server().failureOf(command.error) : null
  // Somebody was faster: the newest version is read again and both are shown. That is no error of this page.
  return { save, isTold, goTo, errors, isSaving: command.isPending, failure: failure?.code === beaten ? null : failure }
}

const Clashing = ({ draft, newest }: { readonly draft: ReturnType<typeof useDraft<LabelSchemaDocument>>, readonly newest: SchemaView }): ReactNode => {
  const t = useT(), { locale } = useLocale(), { base, document } = draft
  const merge = useCallback((choices: Choices) => threeWay(base.document, document, newest.document, choices), [base, document, newest])
  const [mine, theirs] = useMemo(() => [schemaChanges(base.document, document), schemaChanges(base.document, newest.document)], [base, document, newest])
  const names = useMemo(() => new Map<string, string>([newest.document, document].flatMap(({ classes, questions }) => [
    ...classes.map(entry => [`classes:${entry.id}`, pick(entry.name, locale)] as const), ...questions.map(entry => [`questions:${entry.id}`, pick(entry.title, locale)] as const),
  ])), [newest, document, locale])
  const placeOf = ({ path }: Clash): string => { const [entry = '', ...rest] = path.split('/'); return [names.get(entry) ?? entry, ...rest].join(' · ') }
  return <ClashPanel base={base.version} newest={newest.version} merge={merge} placeOf={placeOf} mine={<ChangeList changes={mine} label={t(v.mine)} />} theirs={<ChangeList changes={theirs} label={t(v.theirs)} />} onMerge={merged => draft.rebase(newest, merged)} />
}

const Editor = ({ project, newest, shapes }: PageProps): ReactNode => {
  const t = useT(), draft = useDraft<LabelSchemaDocument>(`feedstock.draft.schema.${project}.1`, newest)
  const { save, isTold, goTo, errors, isSaving, failure } = useSaving(project, draft)
  const saved = useMemo(() => savedIds(draft.base.document), [draft.base]), changes = useMemo(() => draft.isChanged ? schemaChanges(draft.base.document, draft.document) : [], [draft.base, draft.document, draft.isChanged])
  const left = useMemo(() => isTold ? schemaIssues(draft.document).filter(issue => issue.isError).length : 0, [draft.document, isTold])
  return (
    <>
      <PageHead title={t(v.schema)} aside={<><Tag>v{draft.base.version}</Tag>{draft.isChanged && <StatusPill shape="half" tone="warn">{t(v.draft)}</StatusPill>}</>} actions={<div className="row">
        {draft.isChanged && <SavingLine state={draft.isKept ? 'local' : 'unsaved'}>{t(draft.isKept ? v.keptHere : v.notKept)}</SavingLine>}
        {draft.isChanged && <DiscardButton version={draft.base.version} onDiscard={draft.discard} />}
        <Button variant="primary" busy={isSaving} blocked={draft.isBehind ? t(v.settleFirst) : draft.isChanged ? undefined : t(v.noChanges)} onClick={save}>{t(m.save, { version: newest.version + 1 })}</Button>
      </div>} />
      {draft.isBehind && <Clashing draft={draft} newest={newest} />}
      {failure && <FailureState failure={failure} />}
      {errors > 0 && left > 0 && <Note tone="bad">{t(m.problems, { n: left })}</Note>}
      <VersionedTabs project={project} tab="schema">
        <SchemaEditor document={draft.document} shapes={shapes} saved={saved} isReadOnly={false} isTold={isTold} goTo={goTo} onChange={draft.change}>
          {changes.length > 0 && <section className="card" aria-labelledby="unsaved"><header><h2 id="unsaved">{t(v.unsaved)}</h2></header><div className="body"><ChangeList changes={changes} label={t(v.unsaved)} /></div></section>}
          <MigrationCard project={project} newest={newest} />
          <VersionList href={`/p/${project}/schema`} newest={newest.version} shown={newest.version} note={t(v.nextBatches)} />
        </SchemaEditor>
      </VersionedTabs>
      <LeaveDialog project={project} isChanged={draft.isChanged} onDiscard={draft.discard} />
    </>
  )
}

const ReadOnly = ({ project, newest, shapes }: PageProps): ReactNode => {
  const t = useT()
  return (
    <>
      <PageHead title={t(v.schema)} aside={<Tag>v{newest.version}</Tag>} />
      <VersionedTabs project={project} tab="schema">
        <SchemaEditor document={newest.document} shapes={shapes} saved={nothingSaved} isReadOnly isTold={false} goTo={null} onChange={() => undefined}>
          <VersionList href={`/p/${project}/schema`} newest={newest.version} shown={newest.version} note={t(v.nextBatches)} />
        </SchemaEditor>
      </VersionedTabs>
    </>
  )
}

/** `/p/:project/schema`: the newest version to whoever may change it as a draft, older ones by `?version=` to read. */
export const SchemaPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), newest = useQuery(serverQuery(readSchema, { params: { project }, query: {} })), shapes = useQuery({ ...serverQuery(listShapes, {}), staleTime: Infinity })
  const [wanted] = useUrlState('version')
  useVersionsCrumbs(project, head.data?.name ?? '', t(v.schema))
  const error = head.error ?? newest.error ?? shapes.error
  if (error) return <><PageHead title={t(v.schema)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !newest.data || !shapes.data) return <><PageHead title={t(v.schema)} /><SkeletonRows rows={10} /></>
  const version = Number.parseInt(wanted, 10), props = { project, newest: newest.data, shapes: shapes.data.shapes }
  if (version >= 1 && version !== newest.data.version) return <OldVersion key={version} {...props} version={version} />
  return isAllowed(projectPolicy['schema.change'], head.data.roles) ? <Editor key={project} {...props} /> : <ReadOnly {...props} />
}
