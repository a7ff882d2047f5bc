import { useMemo, useState, type ReactNode } from 'react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { listPeople } from '../../../workspace/access/contract.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { accessPolicy } from '../../../workspace/access/policy.ts'
import { readProject, readSchema } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatDay } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listBatches } from '../contract.ts'
import { productionPolicy } from '../policy.ts'
import { listQuestions, type QuestionView } from '../questions/contract.ts'
import { questionStates } from '../questions/model.ts'
import { AskDialog } from './ask-dialog.tsx'
import { questionMessages as m } from './question-messages.ts'
import { QuestionPill, QuestionThread } from './question-thread.tsx'
import './questions.css'

/** What is asked of the list, in the address. */
const useFilters = () => {
  const [state, setState] = useUrlState('state'), [labelClass, setClass] = useUrlState('class'), [batch, setBatch] = useUrlState('batch'), [mine, setMine] = useUrlState('mine'), [text, setText] = useUrlState('text')
  const known = questionStates.find(s => s === state)
  return { state: known ?? '' as const, setState, labelClass, setClass, batch, setBatch, mine: mine !== '', setMine, text, setText, isAny: known !== undefined || [labelClass, batch, mine, text].some(Boolean) }
}
type Filters = ReturnType<typeof useFilters>

/** Filtered, the newest first, a page at a time. */
const useQuestions = (project: string, { state, labelClass, batch, mine, text }: Filters) => useInfiniteQuery({
  queryKey: [listQuestions.id, project, state, labelClass, batch, mine, text], initialPageParam: 0, refetchInterval: 15_000, placeholderData: keepPreviousData,
  queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listQuestions, { params: { project }, query: {
    ...(state && { state }), ...(labelClass && { class: labelClass }), ...(batch && { batch }), ...(mine && { mine }), ...(text.trim() && { text: text.trim() }), ...(pageParam > 0 && { before: pageParam }),
  } }, { signal })),
  getNextPageParam: page => page.next,
})

const Tools = ({ filters: f, project, classes, counts }: { readonly filters: Filters, readonly project: string, readonly classes: readonly { value: string, label: string }[], readonly counts: Readonly<Record<string, number>> }): ReactNode => {
  const t = useT(), batches = useQuery(serverQuery(listBatches, { params: { project } }))
  return (
    <div className="row wrap question-tools">
      <div className="search"><Field label={t(m.search)} size="s" type="search" value={f.text} maxLength={300} onChange={event => f.setText(event.target.value)} /></div>
      <ChoiceField label={t(m.state)} size="s" value={f.state} onChange={f.setState} options={[{ value: '', label: t(m.all) }, ...questionStates.map(value => ({ value, label: `${t(m[value])} ${counts[value] ?? 0}` }))]} />
      <ChoiceField label={t(m.class)} size="s" value={f.labelClass} onChange={f.setClass} options={[{ value: '', label: t(m.anyClass) }, ...classes]} />
      <ChoiceField label={t(m.batch)} size="s" value={f.batch} onChange={f.setBatch} options={[{ value: '', label: t(m.anyBatch) }, ...(batches.data?.batches ?? []).map(b => ({ value: b.id, label: `${b.display} ${b.name}` }))]} />
      <Checkbox label={t(m.mine)} checked={f.mine} onChange={event => f.setMine(event.target.checked ? 'yes' : '')} />
    </div>
  )
}

const Line = ({ question: q, isOpen, href, className }: { readonly question: QuestionView, readonly isOpen: boolean, readonly href: string, readonly className: string | null }): ReactNode => {
  const t = useT()
  return (
    <li><a href={href} aria-current={isOpen ? 'true' : undefined}>
      <span className="row"><span className="quiet mono">{`Q-${q.number}`}</span><span className="grow strong">{q.title}</span><QuestionPill state={q.state} /></span>
      <span className="row wrap meta quiet">
        {[className, q.batchDisplay && (q.taskNumber === null ? q.batchDisplay : t(m.taskOf, { batch: q.batchDisplay, task: q.taskNumber })), t(m.posts, { n: q.posts }), q.mine && t(m.mine)].filter(Boolean).join(' · ')}
        <time className="end" dateTime={q.createdAt}>{formatDay(new Date(q.createdAt))}</time>
      </span>
    </a></li>
  )
}

/** `/p/:project/questions`: what was asked about the rules and the tasks, and what the project goes by. */
export const QuestionsPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), { locale } = useLocale(), toast = useToast(), project = params['project'] ?? '', filters = useFilters(), [open, setOpen] = useUrlState('question', '', { push: true }), [isAsking, setAsking] = useState(false)
  const head = useQuery(serverQuery(readProject, { params: { project } })), schema = useQuery(serverQuery(readSchema, { params: { project }, query: {} })), pages = useQuestions(project, filters)
  const roles = head.data?.roles ?? [], people = useQuery({ ...serverQuery(listPeople, { query: { project } }), enabled: isAllowed(accessPolicy['person.list'], roles), staleTime: 60_000, retry: false })
  const name = head.data?.name ?? '', classes = schema.data?.document.classes ?? []
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.board) }], [name, project, t]))
  const classNameOf = (id: string): string => { const found = classes.find(c => c.id === id); return found ? pick(found.name, locale) : id }
  const error = head.error ?? pages.error
  if (error) return <><PageHead title={t(m.board)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !pages.data) return <><PageHead title={t(m.board)} /><SkeletonRows rows={8} /></>
  const questions = pages.data.pages.flatMap(page => page.questions), { counts } = pages.data.pages[0]!, total = counts.open + counts.answered + counts.closed
  const hrefOf = (id: string): string => { const query = new URLSearchParams(location.search); query.set('question', id); return `?${query}` }
  const ask = isAllowed(productionPolicy['question.ask'], roles) && <Button variant={open ? 'default' : 'primary'} icon="plus" onClick={() => setAsking(true)}>{t(m.ask)}</Button>
  return (
    <>
      <PageHead title={t(m.board)} actions={total > 0 && ask}>{t(m.boardText, counts)}</PageHead>
      {total === 0 ? <EmptyState what={t(m.none)} next={t(m.noneNext)} action={ask} /> : <>
        <Tools filters={filters} project={project} classes={classes.map(c => ({ value: c.id, label: pick(c.name, locale) }))} counts={counts} />
        {questions.length === 0 ? <EmptyState what={t(m.noMatch)} action={filters.isAny && <a className={buttonClass({})} href={`/p/${project}/questions`}>{t(m.showAll)}</a>} /> : (
          <div className="questions">
            <section className="card" aria-label={t(m.board)}>
              <ul className="question-list">{questions.map(q => <Line key={q.id} question={q} isOpen={q.id === open} href={hrefOf(q.id)} className={q.class && classNameOf(q.class)} />)}</ul>
              {pages.hasNextPage && <div className="body"><Button size="s" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t(m.more)}</Button></div>}
            </section>
            {open ? <QuestionThread key={open} id={open} roles={roles} classNameOf={classNameOf} nameOf={id => people.data?.people.find(p => p.membership === id)?.name} /> : <EmptyState what={t(m.pick)} />}
          </div>
        )}
      </>}
      <AskDialog open={isAsking} project={project} classes={classes} labelClass={null} at={null} onClose={() => setAsking(false)} onAsked={question => { setAsking(false); toast({ text: t(m.asked) }); setOpen(question.id) }} />
    </>
  )
}
