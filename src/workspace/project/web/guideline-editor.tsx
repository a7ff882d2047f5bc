import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { pick, type Locale, type LocalisedText } from '../../../kernel/messages.ts'
import type { LabelClass } from '../../../sockets/label-schema.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { localeNames, locales, useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Markdown } from '../../../ui/markdown.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { ExampleFields } from './examples/example-fields.tsx'
import { exampleMessages } from './examples/messages.ts'
import { ExampleFigure } from './examples/rule-body.tsx'
import { furtherParts, guidelineParts, type GuidelineDocument } from '../model.ts'
import { addressOfSection, guidelineIssues, missingIn, mostRules, ruleDown, sectionAt, type GuidelineIssue, type Rule, type Section, withPart } from './guideline-draft.ts'
import { guidelineMessages as m } from './guideline-messages.ts'
import { withText } from './schema-draft.ts'

interface WrittenProps { readonly label: string, readonly text: LocalisedText, readonly language: Locale, readonly isReadOnly: boolean, readonly rows: number, readonly error?: string, onChange(text: LocalisedText): void }

/** Markdown left, what it becomes right; to readers only what it becomes. */
const Written = ({ label, text, language, isReadOnly, rows, error, onChange }: WrittenProps): ReactNode => {
  const t = useT(), said = text[language] ?? ''
  const drawn = said === '' ? <p className="quiet">{t(m.nothingWritten)}</p> : <Markdown text={said} lang={language} />
  if (isReadOnly) return <div className="preview">{drawn}</div>
  return (
    <div className="written">
      <TextAreaField label={`${label} · ${localeNames[language]}`} rows={rows} lang={language} value={said} maxLength={20_000} error={error} onChange={event => onChange(withText(text, language, event.target.value))} />
      <div className="preview"><p className="caption">{t(m.preview)}</p>{drawn}</div>
    </div>
  )
}

/** What an example shows and why, to whoever only reads. */
const ReadExample = ({ project, rule, language }: { readonly project: string, readonly rule: Rule, readonly language: Locale }): ReactNode => {
  const t = useT()
  return <>{rule.shown && <ExampleFigure project={project} shown={rule.shown} alt={rule.text[language] ?? t(m[rule.kind])} />}{rule.reason && <p className="example-reason"><span className="strong">{t(exampleMessages.because)}</span> {pick(rule.reason, language)}</p>}</>
}

const kinds = ['rule', 'positive', 'negative'] as const
const icons: { readonly [K in Rule['kind']]: IconName } = { rule: 'info', positive: 'tick', negative: 'cross' }
const adding = { rule: m.addRule, positive: m.addPositive, negative: m.addNegative }

interface RulesProps { readonly project: string, readonly rules: readonly Rule[], readonly of: string | null, readonly language: Locale, readonly isReadOnly: boolean, readonly told: readonly GuidelineIssue[], onChange(rules: Rule[]): void }

/** Rules and examples of one class, or of all. */
const Rules = ({ project, rules, of, language, isReadOnly, told, onChange }: RulesProps): ReactNode => {
  const t = useT()
  const here = rules.map((rule, at) => ({ rule, at })).filter(({ rule }) => rule.class === of)
  return (
    <div className="stack loose">
      {here.length === 0 && <p className="quiet">{t(m.noRules)}</p>}
      {here.map(({ rule, at }, n) => {
        const label = { kind: t(m[rule.kind]), n: n + 1 }
        return (
          <section className="rule-form" key={at} aria-label={`${t(m[rule.kind])} ${n + 1}`} data-rule={at}>
            <div className="row">
              <Icon name={icons[rule.kind]} />
              {isReadOnly ? <span className="strong">{t(m[rule.kind])}</span> : <ChoiceField label={t(m.kind)} quietLabel size="s" value={rule.kind} options={kinds.map(value => ({ value, label: t(m[value]) }))} onChange={kind => onChange(rules.with(at, { ...rule, kind }))} />}
              {!isReadOnly && <span className="acts end">
                <IconButton icon="chevron-down" label={t(m.moveRule, label)} aria-disabled={n === here.length - 1 || undefined} onClick={() => onChange(ruleDown(rules, at))} />
                <IconButton icon="trash" label={t(m.removeRule, label)} onClick={() => onChange(rules.toSpliced(at, 1))} />
              </span>}
            </div>
            <Written label={t(m.text)} text={rule.text} language={language} isReadOnly={isReadOnly} rows={3} error={told.some(issue => issue.rule === at) ? t(m.trouble, { trouble: 'emptyRule' }) : undefined} onChange={text => onChange(rules.with(at, { ...rule, text }))} />
            {isReadOnly ? <ReadExample project={project} rule={rule} language={language} /> : rule.kind !== 'rule' && <ExampleFields project={project} rule={rule} language={language} alt={rule.text[language] ?? t(m[rule.kind])} onChange={next => onChange(rules.with(at, next))} />}
          </section>
        )
      })}
      {!isReadOnly && <div className="row wrap">{kinds.map(kind => (
        <Button key={kind} size="s" icon="plus" blocked={rules.length >= mostRules ? t(m.tooMany, { n: mostRules }) : undefined} onClick={() => onChange([...rules, { class: of, kind, text: {} }])}>{t(adding[kind])}</Button>
      ))}</div>}
    </div>
  )
}

interface SectionsProps { readonly document: GuidelineDocument, readonly classes: readonly LabelClass[], readonly section: Section, readonly told: readonly GuidelineIssue[], onChoose(section: Section): void }

/** The four parts, then the rules for all and for each class. */
const Sections = ({ document, classes, section, told, onChoose }: SectionsProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), current = addressOfSection(section)
  const counts = useMemo(() => document.rules.reduce((sum, rule) => sum.set(rule.class, (sum.get(rule.class) ?? 0) + 1), new Map<string | null, number>()), [document.rules])
  const known = new Set(classes.map(entry => entry.id)), gone = [...counts.keys()].filter(id => id !== null && !known.has(id))
  const wrong = new Set(told.map(issue => addressOfSection(issue.section)))
  const row = (to: Section, label: ReactNode): ReactNode => {
    const address = addressOfSection(to), missing = missingIn(document, to), count = 'class' in to ? counts.get(to.class) : undefined
    return (
      <button type="button" aria-current={address === current ? 'true' : undefined} onClick={() => onChoose(to)}>
        {label}<span className="end row meta quiet">{wrong.has(address) && <Icon name="alert" size={14} className="wrong" />}{missing.length > 0 && <span title={t(m.missing, { languages: missing.map(l => localeNames[l]).join(', ') })}><Icon name="globe" size={12} /></span>}{count}</span>
      </button>
    )
  }
  const entries = [...classes.map(entry => ({ id: entry.id, name: pick(entry.name, locale), colour: entry.colour })), ...gone.map(id => ({ id: id ?? '', name: t(m.gone, { id }), colour: 0 }))]
  return (
    <nav className="card" aria-label={t(m.rules)}>
      <h2>{t(m.general)}</h2><ul>{guidelineParts.map(part => <li key={part}>{row({ part }, t(m[part]))}</li>)}</ul>
      <h2>{t(m.further)}</h2><ul>{furtherParts.map(part => <li key={part}>{row({ part }, <span className="truncate" title={t(m[part])}>{t(m[part])}</span>)}</li>)}</ul>
      <h2>{t(m.rules)}</h2><ul><li>{row({ class: null }, t(m.allClasses))}</li></ul>
      {entries.length > 0 && <div style={{ height: Math.min(entries.length, 12) * 32 + 8 }}><VirtualList label={t(m.rules)} items={entries} rowHeight={32} keyOf={entry => entry.id} row={entry => row({ class: entry.id }, <>{entry.colour > 0 && <ClassSwatch slot={entry.colour} />}<span className="truncate">{entry.name || entry.id}</span></>)} /></div>}
    </nav>
  )
}

/** One language at a time, with what is missing marked. */
const LanguageChoice = ({ language, missing, onChange }: { readonly language: Locale, readonly missing: readonly Locale[], onChange(language: Locale): void }): ReactNode => {
  const t = useT()
  return (
    <div className="language-choice">
      <Segmented label={t(m.language)} value={language} segments={locales.map(value => ({ value, label: localeNames[value] }))} onChange={onChange} />
      {missing.length > 0 && <span className="warn"><Icon name="globe" size={12} />{t(m.missing, { languages: missing.map(l => localeNames[l]).join(', ') })}</span>}
    </div>
  )
}

export interface GuidelineEditorProps {
  readonly project: string
  readonly document: GuidelineDocument
  readonly classes: readonly LabelClass[]
  readonly isReadOnly: boolean
  readonly isTold: boolean
  /** An issue to go to; a new object goes again. */
  readonly goTo: GuidelineIssue | null
  onChange(next: (document: GuidelineDocument) => GuidelineDocument): void
  readonly children: ReactNode
}

export const GuidelineEditor = ({ project, document, classes, isReadOnly, isTold, goTo, onChange, children }: GuidelineEditorProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const [address, choose] = useUrlState('section', 'part:goal'), [language, read] = useState<Locale>(locale)
  const section = sectionAt(address), told = isTold ? guidelineIssues(document) : [], missing = missingIn(document, section)
  const body = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!goTo) return
    choose(addressOfSection(goTo.section))
    const within = goTo.rule === undefined ? '' : `[data-rule="${goTo.rule}"] `
    const timer = setTimeout(() => body.current?.querySelector<HTMLElement>(`${within}textarea`)?.focus(), 100)
    return () => clearTimeout(timer)
    // Goes only when asked again; `choose` is another function after each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goTo])
  const entry = 'class' in section ? classes.find(item => item.id === section.class) : undefined
  const title = 'part' in section ? t(m[section.part]) : section.class === null ? t(m.allClasses) : pick(entry?.name ?? {}, locale) || t(m.gone, { id: section.class })
  const lacking = told.filter(issue => issue.rule === undefined && addressOfSection(issue.section) === addressOfSection(section))
  return (
    <div className="guideline-editor">
      <Sections document={document} classes={classes} section={section} told={told} onChoose={to => choose(addressOfSection(to))} />
      <section className="card" aria-labelledby="guideline-section" ref={body}>
        <header>{entry && <ClassSwatch slot={entry.colour} large />}<h2 id="guideline-section" className="truncate">{title}</h2></header>
        <div className="body stack loose">
          <LanguageChoice language={language} missing={missing} onChange={read} />
          {lacking.map(issue => <p key={issue.trouble} className="trouble error" role="alert"><Icon name="alert" size={14} />{t(m.trouble, { trouble: issue.trouble })}</p>)}
          {'part' in section ? <Written key={section.part} label={title} text={document[section.part] ?? {}} language={language} isReadOnly={isReadOnly} rows={14} onChange={text => onChange(old => withPart(old, section.part, text))} />
            : <Rules project={project} rules={document.rules} of={section.class} language={language} isReadOnly={isReadOnly} told={told} onChange={rules => onChange(old => ({ ...old, rules }))} />}
        </div>
      </section>
      <div className="stack loose side">{children}</div>
    </div>
  )
}
