import { useCallback, useDeferredValue, useEffect, useMemo, useState, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import type { ShapeView } from '../contract.ts'
import { AddField } from './add-field.tsx'
import { AnnotatorPreview } from './annotator-preview.tsx'
import { ClassForm } from './class-form.tsx'
import { EditingProvider, type Editing } from './editing.tsx'
import { EntryList, type Entry } from './entry-list.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { QuestionForm } from './question-form.tsx'
import { RelationTypes } from './relation-types.tsx'
import { addClasses, addQuestion, limits, moved, type NewClasses } from './schema-draft.ts'
import type { SavedIds } from './schema-diff.ts'
import { entryOf, schemaIssues, type Issue } from './schema-issues.ts'
import { schemaMessages as m } from './schema-messages.ts'

export interface SchemaEditorProps {
  readonly document: LabelSchemaDocument
  readonly shapes: readonly ShapeView[]
  readonly saved: SavedIds
  readonly isReadOnly: boolean
  /** Everything wrong is told, not only what was touched. */
  readonly isTold: boolean
  /** An issue to go to; a new object goes again. */
  readonly goTo: { readonly path: string } | null
  onChange(next: (document: LabelSchemaDocument) => LabelSchemaDocument): void
  /** Below the preview. */
  readonly children: ReactNode
}

/** What is chosen, in the address: `class:car`, `question:mood`, or only the list. */
const useChosen = (document: LabelSchemaDocument) => {
  const [entry, choose] = useUrlState('entry', document.classes.length === 0 && document.questions.length > 0 ? 'question:' : 'class:')
  const { list, id } = entryOf(entry)
  const first = (list === 'class' ? document.classes : document.questions)[0]?.id ?? ''
  const exists = (list === 'class' ? document.classes : document.questions).some(item => item.id === id)
  return { list, id: exists ? id : first, choose: (to: 'class' | 'question', item: string) => choose(`${to}:${item}`) }
}

const useTold = (issues: readonly Issue[], isTold: boolean) => {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const byPath = useMemo(() => new Map(issues.toReversed().map(issue => [issue.path, issue])), [issues])
  const touch = useCallback((path: string) => setTouched(old => old.has(path) ? old : new Set(old).add(path)), [])
  const troubleAt = useCallback((path: string) => isTold || touched.has(path) || byPath.get(path)?.isError === false ? byPath.get(path) : undefined, [byPath, isTold, touched])
  return { touch, troubleAt }
}

/** Lists left, the chosen entry in the middle, what the annotator will see right. */
export const SchemaEditor = ({ document, shapes, saved, isReadOnly, isTold, goTo, onChange, children }: SchemaEditorProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const { list, id, choose } = useChosen(document), [isPasting, paste] = useState(false)
  const settled = useDeferredValue(document), issues = useMemo(() => isReadOnly ? [] : schemaIssues(settled), [settled, isReadOnly])
  const { touch, troubleAt } = useTold(issues, isTold)
  const editing = useMemo<Editing>(() => ({ isReadOnly, troubleAt, touch, isSaved: path => saved.has(path) }), [isReadOnly, troubleAt, touch, saved])
  const wrong = useMemo(() => new Set(isTold ? issues.filter(issue => issue.isError && entryOf(issue.path).list === list).map(issue => entryOf(issue.path).id) : []), [issues, isTold, list])
  const { classes, questions } = document, isClasses = list === 'class'
  const entries = useMemo((): readonly Entry[] => isClasses ? classes : questions.map(question => ({ id: question.id, name: question.title, colour: null })), [isClasses, classes, questions])
  useFocusOn(goTo, choose)
  const place = entries.findIndex(entry => entry.id === id), entry = isClasses ? classes[place] : undefined, question = isClasses ? undefined : questions[place]
  // New ones are drawn like the one before them; the first one with the first shape there is.
  const usualKinds = classes.at(-1)?.kinds ?? shapes.filter(shape => shape.space === 'raster' || shape.space === 'document').slice(0, 1).map(shape => shape.id)
  const add = (added: NewClasses): void => {
    const { ids: [first] } = addClasses(document, added)
    onChange(old => addClasses(old, added).document)
    if (first) choose('class', first)
  }
  const ask = (title: string): void => { onChange(old => addQuestion(old, title, locale).document); choose('question', addQuestion(document, title, locale).id) }
  const move = (from: number, to: number): void => onChange(old => isClasses ? { ...old, classes: [...moved(old.classes, from, to)] } : { ...old, questions: [...moved(old.questions, from, to)] })
  const empty = isReadOnly ? t(m.nothingHere) : t(isClasses ? m.noClassesNext : m.noQuestionsNext)
  return (
    <EditingProvider value={editing}>
      <div className="schema-editor">
        <section className="card entries" aria-label={t(isClasses ? m.classes : m.questions)}>
          <header><Segmented label={`${t(m.classes)} / ${t(m.questions)}`} value={list} segments={[{ value: 'class', label: `${t(m.classes)} ${classes.length}` }, { value: 'question', label: `${t(m.questions)} ${questions.length}` }]} onChange={to => choose(to, '')} /></header>
          {!isReadOnly && <div className="pad">
            {isClasses ? <AddField key="class" label={t(m.newClass)} isFull={classes.length >= limits.classes} limit={limits.classes} onAdd={name => add({ names: [name], locale, kinds: usualKinds })} extra={<Button size="s" onClick={() => paste(true)}>{t(m.paste)}</Button>} />
              : <AddField key="question" label={t(m.newQuestion)} isFull={questions.length >= limits.questions} limit={limits.questions} onAdd={ask} />}
          </div>}
          {entries.length === 0 ? <EmptyState what={t(isClasses ? m.noClasses : m.noQuestions)} next={empty} />
            : <EntryList key={list} label={t(isClasses ? m.classes : m.questions)} entries={entries} chosen={id} isReadOnly={isReadOnly} wrong={wrong} onChoose={item => choose(list, item)} onMove={move} />}
        </section>
        <section className="card entry-form" aria-label={pick(entry?.name ?? question?.title ?? {}, locale)}>
          {entry && <ClassForm key={entry.id} entry={entry} place={place} shapes={shapes} onChange={next => onChange(old => ({ ...old, classes: old.classes.map(item => item.id === next.id ? next : item) }))}
            onRemove={() => { onChange(old => ({ ...old, classes: old.classes.filter(item => item.id !== entry.id) })); choose('class', classes[place === 0 ? 1 : place - 1]?.id ?? '') }} />}
          {question && <QuestionForm key={question.id} all={questions} question={question} place={place} onChange={next => onChange(old => ({ ...old, questions: old.questions.map(item => item.id === next.id ? next : item) }))}
            onRemove={() => { onChange(old => ({ ...old, questions: old.questions.filter(item => item.id !== question.id) })); choose('question', questions[place === 0 ? 1 : place - 1]?.id ?? '') }} />}
          {!entry && !question && <EmptyState what={t(m.chooseEntry)} next={empty} />}
        </section>
        <div className="stack loose side"><AnnotatorPreview document={settled} chosen={isClasses ? id : ''} />
          <RelationTypes relations={document.relations ?? []} classes={classes} onChange={relations => onChange(old => ({ ...old, relations }))} />{children}</div>
      </div>
      {isPasting && <PasteDialog existing={classes.map(item => item.name)} limit={limits.classes} shapes={{ all: shapes, initial: usualKinds }} onAdd={add} onClose={() => paste(false)} />}
    </EditingProvider>
  )
}

/** Shows the entry of an issue and puts the focus on the field that is wrong, once it is drawn. */
const useFocusOn = (goTo: { readonly path: string } | null, choose: (list: 'class' | 'question', id: string) => void): void => {
  useEffect(() => {
    if (!goTo) return
    const { list, id } = entryOf(goTo.path)
    choose(list, id)
    const focus = (): boolean => {
      const field = window.document.querySelector<HTMLElement>(`[data-path="${CSS.escape(goTo.path)}"]`)
      field?.focus()
      return field !== null
    }
    let frames = 30
    const look = (): void => { if (!focus() && frames-- > 0) requestAnimationFrame(look) }
    requestAnimationFrame(look)
    // Goes only when asked again; `choose` is another function after each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goTo])
}
