import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { emptyProvenance, provenanceOf } from '../../../chain/1-source/web/provenance-form.tsx'
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
import { sessionQuery } from '../session-query.ts'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { StartChoice } from '../setup/start-choice.tsx'
import { startMessages as m } from './messages.ts'
import { ProjectStep, wordsOf, type ProjectAnswers } from './project-step.tsx'
import { ProvenanceStep, type ProvenanceAnswers } from './provenance-step.tsx'
import { RunStep } from './run-step.tsx'
import type { Answers } from './server-journey.ts'
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

type At = { readonly step: 'choice' } | { readonly step: 'project' } | { readonly step: 'provenance' } | { readonly step: 'run', readonly answers: Answers }

const Wizard = ({ isAlone }: { readonly isAlone: boolean }): ReactNode => {
  const t = useT(), { locale } = useLocale(), router = useRouter()
  const [at, go] = useState<At>({ step: 'choice' })
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  const first = projectTemplates[0]!
  const [project, setProject] = useState<ProjectAnswers>({ name: '', template: first, choices: choicesOf(first, locale).join('\n') })
  const [paper, setPaper] = useState<ProvenanceAnswers>({ provenance: emptyProvenance, isScreened: true, isReviewed: !isAlone })
  const drawSample = useServerCommand(createSampleProject, [listProjects]), createEmpty = useServerCommand(createProject, [listProjects])
  const modalities = useMemo(() => modalitiesOf(files), [files])
  const take = (chosen: readonly ChosenFile[]): void => {
    const found = modalitiesOf(chosen), template = found.size > 0 && !found.has(project.template.modality) ? projectTemplates.find(p => found.has(p.modality)) : undefined
    setFiles(chosen)
    setProject({ ...project, name: project.name || nameOf(chosen), ...(template && { template, choices: choicesOf(template, locale).join('\n') }) })
    go({ step: 'project' })
  }
  const begin = (): void => {
    const provenance = provenanceOf(paper.provenance)
    if (provenance) go({ step: 'run', answers: { files, name: project.name.trim(), template: project.template, choices: wordsOf(project.choices), provenance, isScreened: paper.isScreened, isReviewed: paper.isReviewed } })
  }
  const makeEmpty = (): void => createEmpty.mutate({ body: { name: project.name.trim(), template: project.template.id, schema: schemaWith(project.template, wordsOf(project.choices), locale), guideline: project.template.guideline } },
    { onSuccess: made => router.history.push(`/p/${made.id}`) })
  const screen = (place: number, title: string, text: string, content: ReactNode): ReactNode => <FirstRunScreen title={title} text={text} step={place} steps={[t(m.stepFiles), t(m.stepProject), t(m.stepProvenance), t(m.stepRun)]}>{content}</FirstRunScreen>
  switch (at.step) {
    case 'choice': return <StartChoice sample={sample} busy={drawSample.isPending} failure={drawSample.error ? failureOf(drawSample.error) : undefined} onFiles={take}
      onSample={() => drawSample.mutate({ body: { images: sample.images, texts: sample.texts } }, { onSuccess: made => router.history.push(`/p/${made.project}`) })} onEmptyProject={() => { setFiles([]); go({ step: 'project' }) }} />
    case 'project': return screen(2, t(m.projectTitle), t(m.projectText), <>
      <ProjectStep value={project} modalities={modalities} busy={createEmpty.isPending} last={files.length === 0 ? t(m.createEmpty) : undefined} onChange={setProject} onBack={() => go({ step: 'choice' })} onNext={() => files.length === 0 ? makeEmpty() : go({ step: 'provenance' })} />
      {createEmpty.error && <div className="question"><FailureState failure={failureOf(createEmpty.error)} /></div>}
    </>)
    case 'provenance': return screen(3, t(m.provenanceTitle), t(m.provenanceText), <ProvenanceStep value={paper} files={files.length} onChange={setPaper} onBack={() => go({ step: 'project' })} onNext={begin} />)
    case 'run': return <RunStep answers={at.answers} frame={(title, text, content) => screen(4, title, text, content)} />
  }
}

/** `/start`: the sample project, or one's own files in four steps to the first label. */
export const StartPage = (): ReactNode => {
  const router = useRouter()
  const { data: session, error } = useQuery(sessionQuery)
  const isStranger = !session && error !== null && failureOf(error).status === 401
  const people = useQuery({ ...serverQuery(listPeople, { query: {} }), enabled: session !== undefined })
  useEffect(() => { if (isStranger) router.history.replace('/login?next=/start') }, [isStranger, router])
  if (error && !isStranger) return <main style={{ padding: 24 }}><FailureState failure={failureOf(error)} /></main>
  // Who may not see the people is not alone.
  if (!session || people.isLoading) return <main style={{ padding: 24 }}><SkeletonRows rows={8} /></main>
  return <Wizard isAlone={people.data?.people.length === 1} />
}
