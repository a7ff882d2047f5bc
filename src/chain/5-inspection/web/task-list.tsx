import { useCallback, useEffect, useMemo, type KeyboardEvent, type ReactNode } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import type { Output } from '../../../kernel/contract.ts'
import { listTasks, type BatchView } from '../../3-production/contract.ts'
import { taskStateMessages } from '../../3-production/messages.ts'
import { taskStates, type TaskState } from '../../3-production/model.ts'
import { batchContentMessages as c, batchMessages as m } from './batch-messages.ts'
import { TaskPill } from './batch-pieces.tsx'
import { TaskPanel } from './task-panel.tsx'
import { TaskPicture, useAsset } from './task-picture.tsx'

export type Task = Output<typeof listTasks>['tasks'][number]
const rowHeight = 52, pageSize = 200

/** Tasks in the state, by number, a page at a time. */
const useTasks = (batch: string, state: TaskState | null) => useInfiniteQuery({
  queryKey: [listTasks.id, batch, state], initialPageParam: 0, refetchInterval: 10_000,
  queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listTasks, { params: { batch }, query: { limit: pageSize, ...(pageParam > 0 && { after: pageParam }), ...(state && { state }) } }, { signal })),
  getNextPageParam: page => page.next,
})

const TaskLine = ({ task, href, isOpen }: { readonly task: Task, readonly href: string, readonly isOpen: boolean }): ReactNode => {
  const t = useT(), [first] = task.assets, { data: asset } = useAsset(first?.asset ?? '')
  return (
    <a className="task-line" href={href} aria-current={isOpen ? 'true' : undefined}>
      <span className="strong">{task.number}</span><TaskPicture asset={asset} />
      <span className="truncate" title={asset?.name}>{asset?.name ?? ''}{task.assets.length > 1 && <span className="quiet">{` +${task.assets.length - 1}`}</span>}</span>
      <span><TaskPill state={task.state} /></span><span className="number secondary">{[task.returns > 0 && `${t(m.returns)} ${task.returns}`, task.vacancies > 0 && t(c.vacant, { n: task.vacancies })].filter(Boolean).join(' · ')}</span>
    </a>
  )
}

/** State and open task of the list, in the address. */
const useTaskAddress = () => {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false }), navigate = useNavigate()
  const state = taskStates.find(s => s === search['state']) ?? null, number = Number(search['task'])
  const set = useCallback((change: Readonly<Record<string, string>>) => {
    void navigate({ to: '.', replace: true, resetScroll: false, search: (old: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== '')) })
  }, [navigate])
  return { state, open: Number.isInteger(number) && number > 0 ? number : null, set, hrefOf: (task: number): string => `?${new URLSearchParams({ ...(state && { state }), task: String(task) })}` }
}

/** Escape closes the open task, wherever the focus is but in a dialog: what opened the dialog may be gone when it closes. */
const useEscape = (isOn: boolean, run: () => void): void => {
  useEffect(() => {
    if (!isOn) return
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !(event.target instanceof Element && event.target.closest('dialog, [popover]'))) run()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [isOn, run])
}

/** The tasks of a batch, drawn as far as they are in view; one of them open beside the list. */
export const TaskList = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), { state, open, set, hrefOf } = useTaskAddress(), pages = useTasks(batch.id, state)
  const tasks = useMemo(() => pages.data?.pages.flatMap(page => page.tasks), [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useCallback(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage() }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const close = useCallback(() => set({ task: '' }), [set])
  useEscape(open !== null, close)
  const openIndex = tasks?.findIndex(task => task.number === open) ?? -1
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0, to = tasks?.[openIndex + step]
    if (step === 0 || !to) return
    event.preventDefault()
    // The row with the focus may scroll out of what is drawn; the list itself stays.
    event.currentTarget.querySelector<HTMLElement>('.ui-virtual-list')?.focus()
    set({ task: String(to.number) })
  }
  return (
    <div className={open === null ? 'batch-tasks' : 'batch-tasks open'}>
      <section className="card" aria-label={t(c.tasks)}>
        <header>
          <ChoiceField label={t(m.state)} quietLabel size="s" value={state ?? ''} onChange={next => set({ state: next, task: '' })} options={[
            { value: '', label: t(m.anyState, { n: formatCount(batch.tasks) }) }, ...taskStates.map(s => ({ value: s, label: `${t(taskStateMessages[s])} ${formatCount(batch.counts[s] ?? 0)}` })),
          ]} />
          <span className="end meta quiet">{t(c.keys)}</span>
        </header>
        {pages.error && <div className="body"><FailureState failure={server().failureOf(pages.error)} /></div>}
        {!tasks && !pages.error && <div className="body"><SkeletonRows rows={6} height={rowHeight} /></div>}
        {tasks?.length === 0 && state && <EmptyState what={t(c.noTasks, { state: t(taskStateMessages[state]) })} action={<Button onClick={() => set({ state: '' })}>{t(m.showAll)}</Button>} />}
        {tasks && tasks.length > 0 && <>
          <div className="task-line head" aria-hidden="true"><span>{t(c.number)}</span><span>{t(c.asset)}</span><span /><span>{t(m.state)}</span><span className="number">{t(c.vacancies)}</span></div>
          <div role="presentation" style={{ height: `min(${tasks.length * rowHeight}px, max(360px, 100vh - 470px))` }} onKeyDown={onKeyDown}>
            <VirtualList label={t(c.tasks)} items={tasks} rowHeight={rowHeight} keyOf={task => task.id} shownIndex={openIndex} onEndNear={more} row={task => <TaskLine task={task} href={hrefOf(task.number)} isOpen={task.number === open} />} />
          </div>
        </>}
      </section>
      {open !== null && <TaskPanel key={open} batch={batch} number={open} roles={roles} onClose={close} />}
    </div>
  )
}
