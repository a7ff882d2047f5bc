import { useState, type ReactNode } from 'react'
import { pick, type Locale } from '../../../kernel/messages.ts'
import type { Attribute, LabelClass, LabelSchemaDocument, Question } from '../../../sockets/label-schema.ts'
import { Checkbox, Radio, Switch } from '../../../ui/choice.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { formatCount } from '../../../ui/format.ts'
import { localeNames, locales, useLocale, useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { keyedClasses, keyOfPlace } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'

interface Shown { readonly reader: Locale }

/** Buttons up to four options, a list beyond: as in the workbench. */
const AttributeShown = ({ attribute, reader }: Shown & { readonly attribute: Attribute }): ReactNode => {
  const t = useT(), [value, set] = useState('')
  const name = pick(attribute.name, reader) || attribute.id, label = attribute.required ? `${name} *` : name, options = attribute.options ?? []
  if (attribute.kind === 'switch') return <Switch label={label} />
  if (attribute.kind !== 'select') return <label className="shown"><span>{label}</span><input type={attribute.kind} /></label>
  if (options.length > 0 && options.length <= 4) return <div className="shown"><span>{label}</span><Segmented label={label} value={value} segments={options.map(option => ({ value: option.id, label: pick(option.name, reader) || option.id }))} onChange={set} /></div>
  return <label className="shown"><span>{label}</span><select value={value} onChange={event => set(event.target.value)}><option value="">{t(m.unset)}</option>{options.map(option => <option key={option.id} value={option.id}>{pick(option.name, reader) || option.id}</option>)}</select></label>
}

/** A scale of at most this many steps is a row of buttons, as in the workbench. */
const longestScale = 11

const Answer = ({ question, reader }: Shown & { readonly question: Question }): ReactNode => {
  const { min = 1, max = 5 } = question, title = pick(question.title, reader)
  if (question.kind === 'text') return <textarea rows={2} aria-label={title} />
  if (question.kind !== 'rating') {
    const Control = question.kind === 'choices' ? Checkbox : Radio
    return (question.options ?? []).map(option => <div key={option.id}><Control name={`preview-${question.id}`} label={pick(option.name, reader) || option.id} /></div>)
  }
  if (!Number.isInteger(min) || !Number.isInteger(max) || max - min >= longestScale) return <input type="number" min={min} max={max} aria-label={title} />
  return <div className="scale">{Array.from({ length: Math.max(0, max - min + 1) }, (_, i) => min + i).map(step => <label key={step}><input type="radio" name={`preview-${question.id}`} /><span>{step}</span></label>)}</div>
}

const QuestionShown = ({ question, reader }: Shown & { readonly question: Question }): ReactNode => (
  <fieldset><legend>{pick(question.title, reader) || question.id}{question.required && ' *'}</legend><Answer question={question} reader={reader} /></fieldset>
)

/** Classes that have a key, and the one in hand wherever it stands. */
const shownClasses = (classes: readonly LabelClass[], chosen: LabelClass | null): readonly (readonly [LabelClass, number])[] =>
  classes.map((entry, place) => [entry, place] as const).filter(([entry, place]) => place < keyedClasses || entry === chosen)

export interface AnnotatorPreviewProps { readonly document: LabelSchemaDocument, /** Id of the class in hand. */ readonly chosen: string }

/** The panels of the workbench as they will be: grey, with keys, in the reader's language. */
export const AnnotatorPreview = ({ document, chosen }: AnnotatorPreviewProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), [reader, read] = useState<Locale>(locale)
  const { classes, questions } = document, inHand = classes.find(entry => entry.id === chosen) ?? classes[0] ?? null
  const shown = shownClasses(classes, inHand)
  return (
    <section className="card annotator-preview" aria-labelledby="preview">
      <header><h2 id="preview">{t(m.preview)}</h2></header>
      <div className="languages"><Segmented label={t(m.previewLanguage)} value={reader} segments={locales.map(value => ({ value, label: localeNames[value] }))} onChange={read} /></div>
      <div className="room" data-theme="dark" data-surface="workbench" lang={reader}>
        {classes.length + questions.length === 0 && <p className="quiet">{t(m.previewEmpty)}</p>}
        {classes.length > 0 && <ul className="class-rows">
          {shown.map(([entry, place]) => (
            <li key={entry.id} className={entry === inHand ? 'in-hand' : undefined}>{keyOfPlace(place) ? <KeyHint keys={keyOfPlace(place)} /> : <span className="no-key" />}<ClassSwatch slot={entry.colour} /><span className="truncate">{pick(entry.name, reader) || entry.id}</span></li>
          ))}
          {classes.length > shown.length && <li className="quiet">{t(m.moreClasses, { n: formatCount(classes.length - shown.length) })}</li>}
        </ul>}
        {inHand && inHand.attributes.length > 0 && <div className="part">
          <div className="row strong"><ClassSwatch slot={inHand.colour} pattern={inHand.pattern} />{pick(inHand.name, reader) || inHand.id}</div>
          {inHand.attributes.map(attribute => <AttributeShown key={attribute.id} attribute={attribute} reader={reader} />)}
        </div>}
        {questions.length > 0 && <div className="part">{questions.map(question => <QuestionShown key={`${question.id} ${question.kind}`} question={question} reader={reader} />)}</div>}
      </div>
    </section>
  )
}
