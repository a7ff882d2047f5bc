import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { pick } from '../../../kernel/messages.ts'
import type { LabelClass } from '../../../sockets/label-schema.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { SavingLine, StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { isAllowed } from '../../access/model.ts'
import { listAcknowledgements, readGuideline, readProject, readSchema, saveGuideline, type GuidelineView } from '../contract.ts'
import { allParts, type GuidelineDocument } from '../model.ts'
import { projectPolicy } from '../policy.ts'
import { ClashPanel } from './clash-panel.tsx'
import { guidelineChanges, guidelineIssues, mergeGuidelines, type GuidelineChange, type GuidelineIssue } from './guideline-draft.ts'
import { GuidelineGaps } from './guideline-gaps.tsx'
import { GuidelineEditor } from './guideline-editor.tsx'
import { guidelineMessages as m } from './guideline-messages.ts'
import { DiscardButton, LeaveDialog } from './leave-dialog.tsx'
import { versionMessages as v } from './schema-messages.ts'
import type { Choices, Clash } from './three-way.ts'
import { ReaderList } from './reader-list.tsx'
import { useDraft, type Draft } from './use-draft.ts'
import { useVersionsCrumbs } from './use-versions-crumbs.ts'
import { Difference, OldVersionNote, VersionedTabs, VersionList } from './versions.tsx'
import './schema.css'

const Changes = ({ changes, label }: { readonly changes: readonly GuidelineChange[], readonly label: string }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  if (changes.length === 0) return <p className="quiet">{t(v.noDifference)}</p>
  const text = (change: GuidelineChange): string => 'part' in change ? t(m.changedPart, { part: t(m[change.part]) })
    : t(change.rules === 'added' ? m.rulesAdded : m.rulesRemoved, { n: change.list.length, what: change.list.slice(0, 3).map(rule => pick(rule.text, locale).slice(0, 40) || t(m[rule.kind])).join(' · ') })
  return <ul className="change-list" aria-label={label}>{changes.map((change, i) => <li key={i} className={'part' in change ? 'changed' : change.rules}><Icon name={'part' in change ? 'edit' : change.rules === 'added' ? 'plus' : 'cross'} size={14} /><span>{text(change)}</span></li>)}</ul>
}

/** Whether a version changed what is right; the newest is known, older ones when they are opened. */
const MaterialTag = ({ guideline }: { readonly guideline: GuidelineView }): ReactNode => {
  const t = useT()
  return guideline.material ? <StatusPill shape="triangle" tone="warn">{t(m.materialTag)}</StatusPill> : <Tag>{t(m.wordingTag)}</Tag>
}

interface PageProps { readonly project: string, readonly newest: GuidelineView, readonly classes: readonly LabelClass[], readonly roles: readonly string[] }
const hrefOf = (project: string): string => `/p/${project}/guideline`
const asideOf = (known: readonly GuidelineView[]) => (version: number): ReactNode => { const guideline = known.find(entry => entry.version === version); return guideline && <MaterialTag guideline={guideline} /> }

const OldVersion = ({ project, newest, classes, version }: PageProps & { readonly version: number }): ReactNode => {
  const t = useT(), href = hrefOf(project)
  const [wanted, compare] = useUrlState('with', String(version > 1 ? version - 1 : newest.version)), other = Number.parseInt(wanted, 10) || 1
  const shown = useQuery({ ...serverQuery(readGuideline, { params: { project }, query: { version } }), staleTime: Infinity }), compared = useQuery({ ...serverQuery(readGuideline, { params: { project }, query: { version: other } }), staleTime: Infinity })
  const error = shown.error ?? compared.error
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!shown.data) return <SkeletonRows rows={8} />
  const [before, after] = version < other ? [shown.data, compared.data] : [compared.data, shown.data]
  return (
    <>
      <PageHead title={t(v.guideline)} aside={<><Tag>v{version}</Tag><StatusPill shape="clock">{t(v.readOnly)}</StatusPill><MaterialTag guideline={shown.data} /></>} />
      <OldVersionNote href={href} version={version} newest={newest.version} at={shown.data.createdAt} />
      <VersionedTabs project={project} tab="guideline">
        <GuidelineEditor project={project} document={shown.data.document} classes={classes} isReadOnly isTold={false} goTo={null} onChange={() => undefined}>
          <Difference shown={version} newest={newest.version} other={other} onOther={to => compare(String(to))}>{before && after ? <Changes changes={guidelineChanges(before.document, after.document)} label={t(v.compareWith)} /> : <SkeletonRows rows={3} />}</Difference>
          <VersionList href={href} newest={newest.version} shown={version} aside={asideOf([newest, shown.data])} note={t(m.countsAtOnce)} />
        </GuidelineEditor>
      </VersionedTabs>
    </>
  )
}

/** Publishing says whether right and wrong move; there is no answer that is ticked beforehand. */
const PublishDialog = ({ project, draft, version, onClose }: { readonly project: string, readonly draft: Draft<GuidelineDocument>, readonly version: number, onClose(): void }): ReactNode => {
  const t = useT(), toast = useToast(), client = useQueryClient(), command = useServerCommand(saveGuideline, [readGuideline, readProject, listAcknowledgements])
  const [material, answer] = useState<boolean | null>(null)
  const failure = command.error ? server().failureOf(command.error) : null, title = t(m.publishTitle, { version })
  const publish = (): void => {
    if (material === null) return
    command.mutate({ params: { project }, body: { base: draft.base.version, document: draft.document, material } }, {
      onSuccess: saved => { draft.rebase(saved, saved.document); toast({ text: t(m.published, { version: saved.version }) }); onClose() },
      // Somebody was faster: the page behind shows both.
      onError: error => { if (server().failureOf(error).code === 'project.changed-meanwhile') { onClose(); void client.invalidateQueries({ queryKey: [readGuideline.id] }) } },
    })
  }
  return (
    <Dialog open title={title} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} blocked={material === null ? t(m.materialMissing) : undefined} onClick={publish}>{title}</Button>
    </>}>
      <div className="stack">
        <fieldset className="stack"><legend className="strong">{t(m.question)}</legend>
          <Radio name="material" label={t(m.material)} checked={material === true} onChange={() => answer(true)} />
          <Radio name="material" label={t(m.wording)} checked={material === false} onChange={() => answer(false)} />
        </fieldset>
        <p className="meta">{t(m.recorded)} {t(m.countsAtOnce)}</p>
        {failure && <FailureState failure={failure} />}
      </div>
    </Dialog>
  )
}

const Clashing = ({ draft, newest }: { readonly draft: Draft<GuidelineDocument>, readonly newest: GuidelineView }): ReactNode => {
  const t = useT(), { base, document } = draft
  const merge = useCallback((choices: Choices) => mergeGuidelines(base.document, document, newest.document, choices), [base, document, newest])
  const placeOf = ({ path }: Clash): string => { const [name, ...rest] = path.split('/'), part = allParts.find(known => known === name); return [part ? t(m[part]) : name, ...rest].join(' · ') }
  return <ClashPanel base={base.version} newest={newest.version} merge={merge} placeOf={placeOf} mine={<Changes changes={guidelineChanges(base.document, document)} label={t(v.mine)} />}
    theirs={<Changes changes={guidelineChanges(base.document, newest.document)} label={t(v.theirs)} />} onMerge={merged => draft.rebase(newest, merged)} />
}

/** A rule that another page brings along (an answered question) becomes the last of the draft, once; the address then forgets it. */
const useRuleFromAddress = (project: string, change: Draft<GuidelineDocument>['change']): void => {
  const { locale } = useLocale(), { history } = useRouter(), [rule] = useUrlState('rule'), [labelClass] = useUrlState('ruleClass'), taken = useRef(false)
  useEffect(() => {
    if (rule === '' || taken.current) return
    taken.current = true
    change(document => ({ ...document, rules: [...document.rules, { class: labelClass || null, kind: 'positive', text: { [locale]: rule } }] }))
    history.replace(hrefOf(project))
  }, [rule, labelClass, change, history, project, locale])
}

const Editor = ({ project, newest, classes, roles }: PageProps): ReactNode => {
  const t = useT(), draft = useDraft<GuidelineDocument>(`feedstock.draft.guideline.${project}.1`, newest)
  useRuleFromAddress(project, draft.change)
  const [isOpen, open] = useState(false), [isTold, tell] = useState(false), [goTo, setGoTo] = useState<GuidelineIssue | null>(null)
  const changes = useMemo(() => draft.isChanged ? guidelineChanges(draft.base.document, draft.document) : [], [draft.base, draft.document, draft.isChanged])
  const publish = (): void => {
    const [first] = guidelineIssues(draft.document)
    if (first) { tell(true); setGoTo({ ...first }) } else open(true)
  }
  return (
    <>
      <PageHead title={t(v.guideline)} aside={<><Tag>v{draft.base.version}</Tag>{draft.isChanged ? <StatusPill shape="half" tone="warn">{t(v.draft)}</StatusPill> : <MaterialTag guideline={newest} />}</>} actions={<div className="row">
        {draft.isChanged && <SavingLine state={draft.isKept ? 'local' : 'unsaved'}>{t(draft.isKept ? v.keptHere : v.notKept)}</SavingLine>}
        {draft.isChanged && <DiscardButton version={draft.base.version} onDiscard={draft.discard} />}
        <Button variant="primary" blocked={draft.isBehind ? t(v.settleFirst) : draft.isChanged ? undefined : t(v.noChanges)} onClick={publish}>{t(m.publish, { version: newest.version + 1 })}</Button>
      </div>} />
      {draft.isBehind && <Clashing draft={draft} newest={newest} />}
      <VersionedTabs project={project} tab="guideline">
        <GuidelineEditor project={project} document={draft.document} classes={classes} isReadOnly={false} isTold={isTold} goTo={goTo} onChange={draft.change}>
          {changes.length > 0 && <section className="card" aria-labelledby="unsaved"><header><h2 id="unsaved">{t(v.unsaved)}</h2></header><div className="body"><Changes changes={changes} label={t(v.unsaved)} /></div></section>}
          <GuidelineGaps document={draft.document} classes={classes} withdrawn={newest.withdrawn} />
          <ReaderList project={project} roles={roles} />
          <VersionList href={hrefOf(project)} newest={newest.version} shown={newest.version} aside={asideOf([newest])} note={t(m.countsAtOnce)} />
        </GuidelineEditor>
      </VersionedTabs>
      {isOpen && <PublishDialog project={project} draft={draft} version={draft.base.version + 1} onClose={() => open(false)} />}
      <LeaveDialog project={project} isChanged={draft.isChanged} onDiscard={draft.discard} />
    </>
  )
}

const ReadOnly = ({ project, newest, classes, roles }: PageProps): ReactNode => {
  const t = useT()
  return (
    <>
      <PageHead title={t(v.guideline)} aside={<><Tag>v{newest.version}</Tag><MaterialTag guideline={newest} /></>} />
      <VersionedTabs project={project} tab="guideline">
        <GuidelineEditor project={project} document={newest.document} classes={classes} isReadOnly isTold={false} goTo={null} onChange={() => undefined}>
          <GuidelineGaps document={newest.document} classes={classes} withdrawn={newest.withdrawn} />
          <ReaderList project={project} roles={roles} />
          <VersionList href={hrefOf(project)} newest={newest.version} shown={newest.version} aside={asideOf([newest])} note={t(m.countsAtOnce)} />
        </GuidelineEditor>
      </VersionedTabs>
    </>
  )
}

/** `/p/:project/guideline`: four parts and the rules by class, as a draft to whoever may publish, older versions to read. */
export const GuidelinePage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), newest = useQuery(serverQuery(readGuideline, { params: { project }, query: {} })), schema = useQuery(serverQuery(readSchema, { params: { project }, query: {} }))
  const [wanted] = useUrlState('version')
  useVersionsCrumbs(project, head.data?.name ?? '', t(v.guideline))
  const error = head.error ?? newest.error ?? schema.error
  if (error) return <><PageHead title={t(v.guideline)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !newest.data || !schema.data) return <><PageHead title={t(v.guideline)} /><SkeletonRows rows={10} /></>
  const version = Number.parseInt(wanted, 10), props = { project, newest: newest.data, classes: schema.data.document.classes, roles: head.data.roles }
  if (version >= 1 && version !== newest.data.version) return <OldVersion key={version} {...props} version={version} />
  return isAllowed(projectPolicy['guideline.change'], head.data.roles) ? <Editor key={project} {...props} /> : <ReadOnly {...props} />
}
