import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'
import { Tag } from '../../../ui/status-pill.tsx'
import { listPreparations, readPreparation } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'

/** What the recipe made of the dataset the last time. */
export const LastRun = ({ project, recipe, dataset }: { readonly project: string, readonly recipe: string, readonly dataset: string }): ReactNode => {
  const t = useT()
  const list = useQuery(serverQuery(listPreparations, { params: { project } }))
  const last = list.data?.preparations.find(p => p.recipe === recipe && p.dataset === dataset && p.finishedAt !== null)
  const result = useQuery({ ...serverQuery(readPreparation, { params: { preparation: last?.id ?? '' } }), enabled: last !== undefined })
  if (!list.data) return null
  const href = `/p/${project}/preparations/${last?.id ?? ''}`
  return (
    <section className="card" aria-labelledby="last-run">
      <header><h2 id="last-run">{t(m.lastRun)}</h2>{last && <Tag>v{last.version}</Tag>}</header>
      <div className="body">
        {!last && <p className="quiet">{t(m.neverRun)}</p>}
        {last && result.data && (
          <dl className="facts">
            <dt>{t(m.kept)}</dt><dd><a href={`${href}?kept=true`}>{formatCount(result.data.kept)}</a></dd>
            <dt>{t(m.dropped)}</dt><dd><a href={`${href}?kept=false`}>{formatCount(result.data.dropped)}</a></dd>
            <dt>{t(m.startedAt)}</dt><dd>{formatTime(new Date(last.createdAt))}</dd>
          </dl>
        )}
      </div>
    </section>
  )
}
