import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCommands, type Command } from '../../../ui/commands.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatDay, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listSelections } from '../../2-preparation/contract.ts'
import { preparationPolicy } from '../../2-preparation/policy.ts'
import { listBatches, type BatchView } from '../../3-production/contract.ts'
import { batchStateMessages } from '../../3-production/messages.ts'
import { batchStates } from '../../3-production/model.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { BatchCard } from './batch-card.tsx'
import { batchMessages as m } from './batch-messages.ts'
import { BatchPill, BatchProgress, planWords, useKindWord } from './batch-pieces.tsx'
import { boardColumns, type BoardColumn } from './batch-words.ts'
import './batch.css'

/** A column of the board shows so many; the rest is one link away. */
const longestColumn = 24

interface BatchesProps { readonly project: string, selectionOf(batch: BatchView): string | undefined }
const hrefOf = (project: string, batch: BatchView): string => `/p/${project}/b/${batch.id}`

const Board = ({ project, columns, selectionOf }: BatchesProps & { readonly columns: readonly BoardColumn[] }): ReactNode => {
  const t = useT()
  return (
    <div className="batch-board">
      {columns.map(({ state, batches }) => (
        <section key={state} className="column" aria-label={t(batchStateMessages[state])}>
          <h2><a href={`?state=${state}`}>{t(batchStateMessages[state])}</a><span className="quiet">{formatCount(batches.length)}</span></h2>
          {batches.slice(0, longestColumn).map(b => <BatchCard key={b.id} batch={b} href={hrefOf(project, b)} selection={selectionOf(b)} />)}
          {batches.length > longestColumn && <a className="meta" href={`?state=${state}`}>{t(m.more, { n: formatCount(batches.length - longestColumn) })}</a>}
        </section>
      ))}
    </div>
  )
}

const BatchTable = ({ project, batches, selectionOf, showsSelection }: BatchesProps & { readonly batches: readonly BatchView[], readonly showsSelection: boolean }): ReactNode => {
  const t = useT(), kindWord = useKindWord()
  return (
    <section className="card batch-table">
      <table className="table">
        <thead><tr>
          <th>{t(m.batch)}</th><th>{t(m.name)}</th><th>{t(m.state)}</th><th>{t(m.progress)}</th><th>{t(m.kind)}</th>{showsSelection && <th>{t(m.selection)}</th>}
          <th className="number">{t(m.overlap)}</th><th>{t(m.review)}</th><th>{t(m.plan)}</th><th className="number">{t(m.created)}</th>
        </tr></thead>
        <tbody>{batches.map(b => (
          <tr key={b.id}>
            <td><a className="strong" href={hrefOf(project, b)}>{b.display}</a></td><td>{b.name}</td><td><BatchPill state={b.state} /></td>
            <td><span className="row progress"><BatchProgress batch={b} /></span></td><td>{kindWord(b.kind)}</td>{showsSelection && <td>{selectionOf(b)}</td>}
            <td className="number">{b.overlap}</td><td>{t(b.review === 'all' ? m.reviewAll : b.review === 'sample' ? m.reviewSample : m.reviewNone)}</td><td>{planWords(t, b.plan)}</td>
            <td className="number"><time dateTime={b.createdAt} title={formatTime(new Date(b.createdAt))}>{formatDay(new Date(b.createdAt))}</time></td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

const Legend = (): ReactNode => {
  const t = useT()
  return <div className="row wrap meta secondary batch-legend">{(['submitted', 'approved', 'accepted'] as const).map(part => <span key={part} className="row"><i className={part} aria-hidden="true" />{t(m[part])}</span>)}</div>
}

/** The view and the one state that is shown, both in the address. */
const Batches = ({ project, batches, selections }: { readonly project: string, readonly batches: readonly BatchView[], readonly selections: ReadonlyMap<string, string> | null }): ReactNode => {
  const t = useT()
  const [view, setView] = useUrlState('view'), [state, setState] = useUrlState('state')
  const chosen = batchStates.find(s => s === state), shown = chosen ? batches.filter(b => b.state === chosen) : batches
  // A state that is asked for is there to be chosen, even when no batch is in it.
  const states = boardColumns(batches).map(c => ({ value: c.state, count: c.batches.length })), offered = chosen && !states.some(s => s.value === chosen) ? [...states, { value: chosen, count: 0 }] : states
  const isTable = view === 'table', selectionOf = (b: BatchView): string | undefined => selections?.get(b.selection)
  return (
    <>
      <div className="row wrap batch-tools">
        {!isTable && <Legend />}
        <span className="end" />
        <ChoiceField label={t(m.state)} quietLabel size="s" value={chosen ?? ''} onChange={setState} options={[
          { value: '', label: t(m.anyState, { n: formatCount(batches.length) }) },
          ...offered.map(s => ({ value: s.value, label: `${t(batchStateMessages[s.value])} ${formatCount(s.count)}` })),
        ]} />
        <Segmented label={t(m.view)} value={isTable ? 'table' : 'board'} onChange={next => setView(next === 'table' ? 'table' : '')} segments={[{ value: 'board', label: t(m.asBoard), icon: 'grid' }, { value: 'table', label: t(m.asTable), icon: 'list' }]} />
      </div>
      {shown.length === 0 && chosen ? <EmptyState what={t(m.noneInState, { state: t(batchStateMessages[chosen]) })} action={<Button onClick={() => setState('')}>{t(m.showAll)}</Button>} />
        : isTable ? <BatchTable project={project} batches={shown} selectionOf={selectionOf} showsSelection={selections !== null} />
          : chosen ? <div className="batch-cards">{shown.map(b => <BatchCard key={b.id} batch={b} href={hrefOf(project, b)} selection={selectionOf(b)} />)}</div>
            : <Board project={project} columns={boardColumns(batches)} selectionOf={selectionOf} />}
    </>
  )
}

/** `/p/:project/annotate`: every batch, by what it waits for. */
export const BatchBoardPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), poll = usePoll(), router = useRouter(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), batches = useQuery({ ...serverQuery(listBatches, { params: { project } }), refetchInterval: poll(5000) })
  const roles = head.data?.roles ?? [], manages = isAllowed(productionPolicy['batch.manage'], roles), seesSelections = isAllowed(preparationPolicy['selection.read'], roles)
  const selections = useQuery({ ...serverQuery(listSelections, { params: { project } }), enabled: seesSelections })
  const names = useMemo(() => new Map(selections.data?.selections.map(s => [s.id, s.display])), [selections.data])
  const name = head.data?.name ?? '', createHref = `/p/${project}/annotate/new`
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.annotate) }], [name, project, t]))
  useCommands(useMemo((): readonly Command[] => manages ? [{ id: 'batch:create', group: 'do', icon: 'plus', title: t(m.create), run: () => router.history.push(createHref) }] : [], [manages, createHref, router, t]))
  const error = head.error ?? batches.error
  if (error) return <><PageHead title={t(m.board)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !batches.data) return <><PageHead title={t(m.board)} /><SkeletonRows rows={8} height={96} /></>
  const all = batches.data.batches, create = <a className={buttonClass({ variant: 'primary' })} href={createHref}><Icon name="plus" size={14} />{t(m.create)}</a>
  return (
    <>
      <PageHead title={t(m.board)} actions={manages && all.length > 0 && create}>{t(m.boardText, { n: all.length })}</PageHead>
      {all.length === 0 ? <EmptyState what={t(m.none)} next={t(manages ? m.noneNext : m.noneForOthers)} action={manages && create} />
        : <Batches project={project} batches={all} selections={seesSelections ? names : null} />}
    </>
  )
}
