import type { ReactNode } from 'react'
import { useT } from '../../../ui/i18n.tsx'
import { RunPage as PlainRunPage } from '../../../workspace/runs/web/run-page.tsx'
import type { PageProps } from '../page.ts'
import { resultPlace } from './run-result.ts'

/** The page of a run with the way to what it made. */
export const RunPage = ({ params }: PageProps): ReactNode => {
  const t = useT()
  return <PlainRunPage params={params} resultOf={run => { const place = resultPlace(run, params['project'] ?? ''); return place && { href: place.href, label: t(place.label) } }} />
}
