import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { readProject } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { readDataset, type DatasetView } from '../../1-source/contract.ts'
import { listPreparations, readPreparation } from '../contract.ts'
import { sourceMessages } from '../../1-source/web/messages.ts'
import { paperMessages } from '../../1-source/papers/messages.ts'
import { AssetDrawer } from './asset-drawer.tsx'
import { AssetGrid, type GridAsset } from './asset-grid.tsx'
import { ExplorerFacets, noFilter, type ExplorerFilter } from './explorer-facets.tsx'
import { useAssets, useLedger } from './ledger-pages.ts'
import { useSettled } from '../../../ui/settled.ts'
import { preparationMessages as m } from './messages.ts'
import { SelectionDialog } from './selection-dialog.tsx'
import { Conditions } from './verdict-table.tsx'
import { useOperatorWords } from './verdict-words.tsx'
import './explorer.css'
import './preparation.css'

/** The filter and the open asset, both in the address. */
const useExplorerState = (): { readonly filter: ExplorerFilter, readonly asset: string, set(change: Partial<ExplorerFilter & { asset: string }>): void, hrefOf(asset: string): string } => {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const text = (key: string): string => { const found = search[key]; return typeof found === 'string' ? found : '' }
  const filter = { name: text('name'), modality: text('modality'), kept: text('kept'), facet: text('facet'), value: text('value'), provenance: text('provenance') }
  const written = (change: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== ''))
  return {
    filter, asset: text('asset'),
    set: change => void navigate({ to: '.', replace: true, resetScroll: false, search: () => written(change) }),
    hrefOf: asset => `?${new URLSearchParams(Object.entries(written({ asset })).map(([k, v]) => [k, String(v)]))}`,
  }
}

/**
 * The assets that the filter lets through. Without a question about verdicts they come from the dataset itself, so that those
 * imported after the last preparation are there too.
 */
const useFiltered = (dataset: string, preparation: string | null, filter: ExplorerFilter) => {
  const settled = useSettled(filter.name, 200), isAboutVerdicts = filter.kept !== '' || filter.facet !== ''
  const common = { ...(settled && { name: settled }), ...(filter.modality && { modality: filter.modality }) }
  const assets = useAssets(dataset, { ...common, ...(filter.provenance === 'incomplete' && { provenance: 'incomplete' as const }) }, !isAboutVerdicts || preparation === null)
  const ledger = useLedger(preparation, { ...common, ...(filter.kept && { kept: filter.kept === 'true' }), ...(filter.facet && { facet: filter.facet, value: filter.value }) }, 200)
  const verdicts = useMemo(() => new Map(ledger.data?.pages.flatMap(page => page.assets).map(a => [a.asset, a])), [ledger.data])
  const shown = isAboutVerdicts && preparation !== null ? ledger : assets
  const found = useMemo((): readonly GridAsset[] | undefined => isAboutVerdicts && preparation !== null
    ? ledger.data?.pages.flatMap(page => page.assets).map(a => ({ id: a.asset, name: a.name, modality: a.modality, kept: a.kept }))
    : assets.data?.pages.flatMap(page => page.assets).map(a => ({ id: a.id, name: a.name, modality: a.modality, kept: verdicts.get(a.id)?.kept ?? null })), [isAboutVerdicts, preparation, ledger.data, assets.data, verdicts])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = shown
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
    // The verdicts of what is listed are read along.
    if (shown !== ledger && ledger.hasNextPage && !ledger.isFetchingNextPage) void ledger.fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, shown, ledger])
  return { found, verdicts, error: shown.error, isWhole: !hasNextPage, more }
}

const Explorer = ({ project, dataset, preparation }: { readonly project: string, readonly dataset: DatasetView, readonly preparation: string | null }): ReactNode => {
  const t = useT(), words = useOperatorWords(), { filter, asset, set, hrefOf } = useExplorerState()
  const [selecting, select] = useState(false)
  const result = useQuery({ ...serverQuery(readPreparation, { params: { preparation: preparation ?? '' } }), enabled: preparation !== null })
  const { found, verdicts, error, isWhole, more } = useFiltered(dataset.id, preparation, filter)
  // The open asset may lie beyond the pages read so far: its verdicts are asked for by its name.
  const named = found?.find(a => a.id === asset)?.name
  const own = useLedger(asset && !verdicts.has(asset) && named ? preparation : null, { name: named ?? '' }, 100)
  const ledger = verdicts.get(asset) ?? own.data?.pages.flatMap(page => page.assets).find(a => a.asset === asset)
  const conditions = [
    ...(filter.modality ? [{ keys: ['modality'], text: `${t(m.modality)}: ${filter.modality === 'image' || filter.modality === 'text' ? t(m[filter.modality]) : filter.modality}`, forSelection: true }] : []),
    ...(filter.kept ? [{ keys: ['kept'], text: t(filter.kept === 'true' ? m.kept : m.dropped), forSelection: true }] : []),
    ...(filter.facet ? [{ keys: ['facet', 'value'], text: `${words.facet(filter.facet)}: ${words.facetValue(filter.facet, filter.value)}`, forSelection: true }] : []),
    ...(filter.provenance === 'incomplete' ? [{ keys: ['provenance'], text: t(paperMessages.unproven), forSelection: false }] : []),
    ...(filter.name ? [{ keys: ['name'], text: `${t(m.nameContains)} ${filter.name}`, forSelection: true }] : []),
  ]
  const isFiltered = conditions.length > 0
  const count = found === undefined ? '' : isFiltered ? (isWhole ? t(m.matches, { n: formatCount(found.length) }) : t(m.loadedSoFar, { n: formatCount(found.length) })) : ''
  const selected = { kept: filter.kept !== 'false', ...(filter.facet && { facets: { [filter.facet]: [filter.value] } }), ...(filter.modality && { modality: filter.modality }), ...(filter.name && { name: filter.name }) }
  return (
    <div className="explorer">
      <PageHead title={dataset.name} aside={<><span className="secondary" role="status">{[t(m.assetsInAll, { n: dataset.assets }), count].filter(Boolean).join(' · ')}</span>
        {dataset.incomplete !== null && <a href={`/p/${project}/datasets/${dataset.id}/provenance`}>{dataset.incomplete > 0 ? t(paperMessages.incompleteN, { n: dataset.incomplete }) : t(paperMessages.title)}</a>}</>}
        actions={preparation !== null && <Button variant="primary" onClick={() => select(true)}>{t(m.makeSelection)}</Button>} />
      <div className={asset ? 'explorer-body open' : 'explorer-body'}>
        <ExplorerFacets dataset={dataset} result={result.data ?? null} recipesHref={`/p/${project}/screen`} filter={filter} onFilter={set} />
        <div className="explorer-list">
          <Conditions conditions={conditions} />
          {error && <FailureState failure={server().failureOf(error)} />}
          {!found && !error && <SkeletonRows rows={6} height={120} />}
          {found?.length === 0 && <EmptyState what={t(isFiltered ? m.nothingFits : m.emptyDataset)} action={isFiltered ? <Button onClick={() => set(noFilter)}>{t(m.clearFilter)}</Button> : <a className={buttonClass({})} href={`/p/${project}/source`}>{t(m.toSource)}</a>} />}
          {found && found.length > 0 && <AssetGrid label={dataset.name} assets={found} chosen={asset} hrefOf={hrefOf} onEndNear={more} />}
        </div>
        {asset && <AssetDrawer key={asset} id={asset} ledger={ledger} hrefOf={hrefOf} onClose={() => set({ asset: '' })} />}
      </div>
      {preparation !== null && <SelectionDialog open={selecting} project={project} preparation={preparation} filter={selected} conditions={[...(filter.kept ? [] : [t(m.kept)]), ...conditions.map(c => c.text)]} onClose={() => select(false)} />}
    </div>
  )
}

/** `/p/:project/datasets/:dataset`: every asset, picked by what is known of it. */
export const ExplorerPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', id = params['dataset'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), dataset = useQuery(serverQuery(readDataset, { params: { dataset: id } })), preparations = useQuery(serverQuery(listPreparations, { params: { project } }))
  const projectName = head.data?.name ?? '', name = dataset.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: projectName, href: `/p/${project}` }, { label: t(sourceMessages.source), href: `/p/${project}/source` }, { label: name }], [projectName, project, name, t]))
  const error = head.error ?? dataset.error ?? preparations.error
  if (error) return <><PageHead title={t(m.dataset)} /><FailureState failure={server().failureOf(error)} /></>
  if (!dataset.data || !preparations.data) return <SkeletonRows rows={8} />
  const newest = preparations.data.preparations.find(p => p.dataset === id && p.finishedAt !== null)
  return <Explorer project={project} dataset={dataset.data} preparation={newest?.id ?? null} />
}
