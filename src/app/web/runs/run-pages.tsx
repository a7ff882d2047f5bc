import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { readProject } from '../../../workspace/project/contract.ts'
import { runMessages } from '../../../workspace/runs/web/messages.ts'
import type { ProjectPlace } from '../../../workspace/runs/web/place.ts'
import { RunPage as PlainRunPage } from '../../../workspace/runs/web/run-page.tsx'
import { RunsPage as PlainRunsPage } from '../../../workspace/runs/web/runs-page.tsx'
import type { PageProps } from '../page.ts'
import { resultPlace } from './run-result.ts'

/** The pages of runs know neither projects nor what a run made: both stand here. */
const InProject = ({ params, children }: PageProps & { children(place: ProjectPlace): ReactNode }): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(readProject, { params: { project: params['project'] ?? '' } }))
  if (error) return <><PageHead title={t(runMessages.runs)} /><FailureState failure={server().failureOf(error)} /></>
  return data ? children({ id: data.id, name: data.name, roles: data.roles }) : <SkeletonRows rows={8} />
}

export const RunsPage = ({ params }: PageProps): ReactNode => <InProject params={params}>{place => <PlainRunsPage place={place} />}</InProject>

export const RunPage = ({ params }: PageProps): ReactNode => {
  const t = useT()
  return (
    <InProject params={params}>{place => (
      <PlainRunPage place={place} id={params['run'] ?? ''} resultOf={run => { const result = resultPlace(run, place.id); return result && { href: result.href, label: t(result.label) } }} />
    )}</InProject>
  )
}
