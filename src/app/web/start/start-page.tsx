import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { provenanceOf } from '../../../chain/1-source/web/provenance-form.tsx'
import { createSampleProject } from '../../../support/sample/contract.ts'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { listPeople } from '../../../workspace/access/contract.ts'
import { createProject, listProjects } from '../../../workspace/project/contract.ts'
import { choicesOf, projectTemplates, schemaWith } from '../../../workspace/project/templates/model.ts'
import { failureOf } from '../api.ts'
import { plugins } from '../plugins.ts'
import { serverQuery, useServerCommand } from '../../../ui/server.ts'
import { useUrlState } from '../../../ui/url-state.ts'
import { sessionQuery } from '../session-query.ts'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { StartChoice } from '../setup/start-choice.tsx'
import { FilesStep } from './files-step.tsx'
import type { Reached } from './first-batch.ts'
import { startMessages as m } from './messages.ts'
import { ProjectStep, wordsOf } from './project-step.tsx'
import { ProvenanceStep } from './provenance-step.tsx'
import { readStanding, type Standing } from './read-standing.ts'
import { RunStep } from './run-step.tsx'
import type { Answers } from './server-journey.ts'
import { useDraft } from './use-draft.ts'
import './start.css'

/** What the sample project is made of; drawing, importing and screening it takes about that long on two cores. */
const sample = { images: 30, texts: 60, seconds: 25 } as const

/** What the names of the files promise; the server looks at their content. Archives may hold anything. */
export const modalitiesOf = (files: readonly ChosenFile[]): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const { path } of files) {
    const extension = path.slice(path.lastIndexOf('.')).toLowerCase()
    if (/^\.(zip|tar|jsonl|ndjson|csv|tsv)$/.test(extension)) found.add('text')
    if (extension === '.zip') found.add('image')
    for (const modality of plugins.modalities.values()) if (modality.extensions.includes(extension)) found.add(modality.id)
  }
  return found
}

/** The folder that was dropped names the project. */
const nameOf = (files: readonly ChosenFile[]): string => files[0]?.path.includes('/') ? files[0].path.split('/')[0] ?? '' : ''

type At = { readonly step: 'choice' } | { readonly step: 'project' } | { readonly step: 'files' } | { readonly step: 'provenance' } | { readonly step: 'run', readonly answers: Answers }

/** Where a reload goes on: behind everything whose files and provenance are known, else where they are asked for. */
const firstStep = (resumed: Standing | null): At['step'] => resumed === null ? 'choice' : resumed.reached.isUploaded ? 'run' : 'files'

const Wizard = ({ isAlone, resumed, onProject }: { readonly isAlone: boolean, readonly resumed: Standing | null, onProject(project: string): void }): ReactNode => {
  const t = useT(), { locale } = useLocale(), router = useRouter()
  const { draft, answers: project, change } = useDraft(isAlone, resumed?.reached.project ?? null)
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  const [from, setFrom] = useState<Reached>(resumed?.reached ?? {})
  const drawSample = useServerCommand(createSampleProject, [listProjects]), createEmpty = useServerCommand(createProject, [listProjects])
  const modalities = useMemo(() => modalitiesOf(files), [files])
  const answersOf = (chosen: readonly ChosenFile[]): Answers => ({
    files: chosen, key: draft.key, name: project.name.trim(), template: project.template, choices: wordsOf(project.choices), provenance: provenanceOf(draft.provenance), isScreened: draft.isScreened, isReviewed: draft.isReviewed,
    modality: resumed ? projectTemplates.find(template => template.id === resumed.template)?.modality ?? null : project.template.modality,
  })
  const [at, go] = useState<At>(() => { const step = firstStep(resumed); return step === 'run' ? { step, answers: answersOf([]) } : { step } })
  const take = (chosen: readonly ChosenFile[]): void => {
    const found = modalitiesOf(chosen), template = found.size > 0 && !found.has(project.template.modality) ? projectTemplates.find(p => found.has(p.modality)) : undefined
    setFiles(chosen)
    change({ name: project.name || nameOf(chosen), ...(template && { template: template.id, choices: choicesOf(template, locale).join('\n') }) })
    go({ step: 'project' })
  }
  const begin = (chosen: readonly ChosenFile[]): void => go(provenanceOf(draft.provenance) ? { step: 'run', answers: answersOf(chosen) } : { step: 'provenance' })
  const goOn = (chosen: readonly ChosenFile[]): void => {
    setFiles(chosen)
    if (chosen.length === 0) setFrom({ ...from, isUploaded: true })
    begin(chosen)
  }
  const note = useCallback((made: string): void => { change({ project: made }); onProject(made) }, [change, onProject])
  const makeEmpty = (): void => createEmpty.mutate({ body: { name: project.name.trim(), template: project.template.id, schema: schemaWith(project.template, wordsOf(project.choices), locale), guideline: project.template.guideline } },
    { onSuccess: made => router.history.push(`/p/${made.id}`) })
  const screen = (place: number, title: string, text: string, content: ReactNode): ReactNode => <FirstRunScreen title={title} text={text} step={place} steps={[t(m.stepFiles), t(m.stepProject), t(m.stepProvenance), t(m.stepRun)]}>{content}</FirstRunScreen>
  switch (at.step) {
    case 'choice': return <StartChoice sample={sample} busy={drawSample.isPending} failure={drawSample.error ? failureOf(drawSample.error) : undefined} onFiles={take}
      onSample={() => drawSample.mutate({ body: { images: sample.images, texts: sample.texts } }, { onSuccess: made => router.history.push(`/p/${made.project}`) })} onEmptyProject={() => { setFiles([]); go({ step: 'project' }) }} />
    case 'project': return screen(2, t(m.projectTitle), t(m.projectText), <>
      <ProjectStep value={project} modalities={modalities} busy={createEmpty.isPending} last={files.length === 0 ? t(m.createEmpty) : undefined} onChange={value => change({ name: value.name, template: value.template.id, choices: value.choices })}
        onBack={() => go({ step: 'choice' })} onNext={() => files.length === 0 ? makeEmpty() : go({ step: 'provenance' })} />
      {createEmpty.error && <div className="question"><FailureState failure={failureOf(createEmpty.error)} /></div>}
    </>)
    case 'files': return screen(1, t(m.filesTitle), t(m.filesText, { name: resumed!.name, n: resumed!.waiting }), <FilesStep waiting={resumed!.waiting} onFiles={goOn} onWaiting={() => goOn([])} />)
    case 'provenance': return screen(3, t(m.provenanceTitle), t(m.provenanceText),
      <ProvenanceStep value={draft} last={files.length === 0 ? t(m.beginWaiting) : t(m.begin, { n: files.length })} onChange={change} onBack={resumed ? undefined : () => go({ step: 'project' })} onNext={() => begin(files)} />)
    case 'run': return <RunStep answers={at.answers} from={from} onProject={note} frame={(title, text, content) => screen(4, title, text, content)} />
  }
}

/** `/start`: the sample project, or one's own files in four steps to the first label; `?project=` goes on where that project stands. */
export const StartPage = (): ReactNode => {
  const router = useRouter()
  const { data: session, error } = useQuery(sessionQuery)
  const isStranger = !session && error !== null && failureOf(error).status === 401
  const [project, setProject] = useUrlState('project')
  // Decided once: that the wizard writes the project it makes into the address is no reason to begin anew.
  const [asked] = useState(project)
  const standing = useQuery({ queryKey: ['start.standing', asked], queryFn: ({ signal }) => readStanding(asked, signal), enabled: session !== undefined && asked !== '', gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false })
  const people = useQuery({ ...serverQuery(listPeople, { query: {} }), enabled: session !== undefined })
  useEffect(() => { if (isStranger) router.history.replace(`/login?next=${encodeURIComponent(asked ? `/start?project=${asked}` : '/start')}`) }, [isStranger, router, asked])
  const failed = isStranger ? null : error ?? standing.error
  if (failed) return <main style={{ padding: 24 }}><FailureState failure={failureOf(failed)} /></main>
  // Who may not see the people is not alone.
  if (!session || people.isLoading || (asked !== '' && !standing.data)) return <main style={{ padding: 24 }}><SkeletonRows rows={8} /></main>
  return <Wizard isAlone={people.data?.people.length === 1} resumed={standing.data ?? null} onProject={setProject} />
}
