import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Static } from 'typebox'
import { pick } from '../../../kernel/messages.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject, readSchema, type SchemaView } from '../../../workspace/project/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { localeNames, locales, useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listBatches, type BatchView } from '../../3-production/contract.ts'
import { releasable } from '../../3-production/model.ts'
import { createRelease, listFormats, listReleases, readRelease, type FormatView, type ReleaseView } from '../contract.ts'
import { releasePolicy } from '../policy.ts'
import { newReleaseMessages as m, releaseMessages } from './messages.ts'
import { previewMessages } from './preview-messages.ts'
import { BatchChoice, FormatChoice, SplitEditor } from './new-release-fields.tsx'
import { bodyOf, draftFrom, likelyLanguage, newSeed, splitProblem, unnamedIn, type ReleaseDraft } from './release-draft.ts'
import { PreviewCard, usePreview } from './release-preview.tsx'
import './releases.css'

interface FormProps {
  readonly project: string
  readonly batches: readonly BatchView[]
  readonly formats: readonly FormatView[]
  readonly schema: Static<typeof SchemaView>
  /** Whose settings to take over. */
  readonly model: ReleaseView | null
}

const standing = (batches: readonly BatchView[]): number => batches.reduce((sum, b) => sum + (b.counts['approved'] ?? 0), 0)

/** What the release will hold, before anyone makes it. */
const WillContain = ({ draft, chosen, formats }: { readonly draft: ReleaseDraft, readonly formats: readonly FormatView[], readonly chosen: readonly BatchView[] }): ReactNode => {
  const t = useT(), { locale } = useLocale(), items = standing(chosen), unreviewed = chosen.filter(b => b.review === 'none').length, uninspected = chosen.filter(b => b.plan === null).length
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t(m.batches)}</dt><dd>{t(m.willBatches, { n: chosen.length })}{chosen.length > 0 && <span className="secondary"> · {chosen.map(b => b.display).join(' · ')}</span>}</dd>
        <dt>{t(releaseMessages.items)}</dt><dd className="strong">{t(m.willTasks, { n: items })}</dd>
        <dt>{t(m.formats)}</dt><dd>{formats.filter(f => f.always || draft.formats.has(f.id)).map(f => pick(f.title, locale)).join(' · ')}</dd>
        <dt>{t(releaseMessages.media)}</dt><dd>{t(draft.media ? releaseMessages.mediaIn : releaseMessages.mediaOut)}</dd>
      </dl>
      {unreviewed > 0 && <Note tone="warn">{t(m.willUnreviewed, { n: unreviewed })}</Note>}
      {uninspected > 0 && <Note tone="warn">{t(m.willUninspected, { n: uninspected })}</Note>}
      <p className="meta secondary">{t(m.lossesLater)}</p>
    </div>
  )
}

const groupWords = { path: { name: m.byPath, hint: m.groupHint }, facet: { name: m.byFacet, hint: m.facetHint }, provenance: { name: m.byProvenance, hint: m.provenanceHint } }

const Form = ({ project, batches, formats, schema, model }: FormProps): ReactNode => {
  const t = useT(), router = useRouter(), { locale } = useLocale()
  const [draft, setDraft] = useState<ReleaseDraft>(() => draftFrom(model, likelyLanguage(schema.document, locale), newSeed()))
  const [ids, chooseIds] = useUrlState('batches', model?.spec.batches.join(',') ?? '')
  const change = (part: Partial<ReleaseDraft>): void => setDraft({ ...draft, ...part })
  const able = batches.filter(b => releasable.has(b.state)), wanted = new Set(ids.split(',')), chosen = able.filter(b => wanted.has(b.id)), unnamed = unnamedIn(schema.document, draft.language)
  const command = useServerCommand(createRelease, [listReleases])
  const problem = splitProblem(draft.splits), isAsked = chosen.length > 0 && problem === null && draft.seed.trim() !== ''
  // Its name is nothing to count by: typing it asks nothing.
  const preview = usePreview(project, isAsked ? { ...bodyOf(draft, chosen.map(b => b.id)), name: '-' } : null), seen = isAsked && !preview.error && !preview.isPlaceholderData ? preview.data : undefined
  const missing = chosen.length === 0 ? m.noBatchChosen : standing(chosen) === 0 ? m.nothingStands : draft.name.trim() === '' ? m.nameMissing : draft.seed.trim() === '' ? m.seedMissing : problem ? m[problem] : null
  const make = (): void => command.mutate({ params: { project }, body: bodyOf(draft, chosen.map(b => b.id)) }, { onSuccess: made => router.history.push(`/p/${project}/releases/${made.release}`) })
  return (
    <div className="new-release">
      <div className="stack loose">
        <BatchChoice project={project} batches={able} others={batches.length - able.length} chosen={wanted} onChoose={next => chooseIds([...next].filter(Boolean).join(','))} />
        <section className="card"><div className="body stack loose">
          <Field label={t(m.name)} value={draft.name} maxLength={200} hint={t(m.nameHint)} onChange={event => change({ name: event.target.value })} />
          <SplitEditor splits={draft.splits} problem={problem} onChange={splits => change({ splits })} />
          <ChoiceField label={t(m.groupBy)} value={draft.groupBy} options={(['path', 'facet', 'provenance'] as const).map(value => ({ value, label: t(groupWords[value].name) }))} onChange={groupBy => change({ groupBy })} />
          <Field label={t(m.group)} value={draft.group} maxLength={200} hint={t(groupWords[draft.groupBy].hint)} onChange={event => change({ group: event.target.value })} />
          <Field label={t(m.seed)} value={draft.seed} maxLength={200} hint={t(m.seedHint)} trailing={<Button size="s" variant="quiet" onClick={() => change({ seed: newSeed() })}>{t(m.newSeed)}</Button>} onChange={event => change({ seed: event.target.value })} />
        </div></section>
        <section className="card"><div className="body stack loose">
          <FormatChoice formats={formats.filter(f => f.writes)} chosen={draft.formats} onChange={chosenFormats => change({ formats: chosenFormats })} />
          <div><Checkbox label={t(m.media)} checked={draft.media} onChange={event => change({ media: event.target.checked })} /><p className="meta quiet">{t(m.mediaHint)}</p></div>
          <ChoiceField label={t(m.language)} value={draft.language} options={locales.map(value => ({ value, label: localeNames[value] }))} hint={unnamed > 0 ? t(m.languageMissing, { n: unnamed }) : undefined} onChange={language => change({ language })} />
        </div></section>
      </div>
      <div className="summary stack loose">
        <section className="card" aria-labelledby="will">
          <header><h2 id="will">{t(m.will)}</h2></header>
          <div className="body stack loose">
            <WillContain draft={draft} formats={formats.filter(f => f.writes)} chosen={chosen} />
            {seen && seen.warnings.length > 0 && <p><a className="row" href="#preview"><Icon name="triangle" size={14} />{t(previewMessages.nWarnings, { n: seen.warnings.length })}</a></p>}
            {command.error && <FailureState failure={server().failureOf(command.error)} />}
            <Button variant="primary" size="l" busy={command.isPending || command.isSuccess} blocked={missing ? t(missing) : undefined} onClick={make}>{t(m.make, { n: seen && !seen.sample ? seen.items : standing(chosen) })}</Button>
          </div>
        </section>
        <PreviewCard preview={preview} isAsked={isAsked} formats={formats} />
      </div>
    </div>
  )
}

/** `/p/:project/releases/new`; `?batches=` and `?from=` (another release, for its settings) fill it in. */
export const NewReleasePage = ({ project }: { readonly project: string }): ReactNode => {
  const t = useT(), [from] = useUrlState('from')
  const head = useQuery(serverQuery(readProject, { params: { project } })), batches = useQuery(serverQuery(listBatches, { params: { project } })), formats = useQuery(serverQuery(listFormats, {})), schema = useQuery(serverQuery(readSchema, { params: { project }, query: {} }))
  const model = useQuery({ ...serverQuery(readRelease, { params: { release: from } }), enabled: from !== '' })
  const name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(releaseMessages.releases), href: `/p/${project}/releases` }, { label: t(m.title) }], [name, project, t]))
  const error = head.error ?? batches.error ?? formats.error ?? schema.error ?? model.error
  if (error) return <><PageHead title={t(m.title)} /><FailureState failure={server().failureOf(error)} /></>
  const isLoaded = batches.data && formats.data && schema.data && (from === '' || model.data)
  return (
    <>
      <PageHead title={t(m.title)}>{t(m.lead)}</PageHead>
      {head.data && !isAllowed(releasePolicy['release.create'], head.data.roles) ? <Note>{t(m.notAllowed)}</Note> : isLoaded ? <Form project={project} batches={batches.data.batches} formats={formats.data.formats} schema={schema.data} model={model.data ?? null} /> : <SkeletonRows rows={8} />}
    </>
  )
}
