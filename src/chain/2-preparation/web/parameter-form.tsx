import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { Checkbox, Switch } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import type { OperatorView } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'
import { numberProblem, parameterFields, type ParameterField } from './parameter-fields.ts'

type Parameters = Readonly<Record<string, unknown>>

export interface ParameterFormProps {
  readonly operator: OperatorView
  readonly parameters: Parameters
  /** What somebody else already offers an input for. */
  readonly without?: string
  onChange(parameters: Parameters): void
}

/** What a number's field shows: what was typed while it is no number yet. */
const typedNumber = (text: string): unknown => text.trim() === '' || !Number.isFinite(Number(text)) ? text : Number(text)

/** The inputs of one operator, made from its JSON Schema and its texts. */
export const ParameterForm = ({ operator, parameters, without, onChange }: ParameterFormProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const fields = parameterFields(operator.parameters).filter(field => field.name !== without)
  const set = (name: string) => (value: unknown): void => onChange({ ...parameters, [name]: value })
  // Operators name their choices among their reasons where those are words for people.
  const wordOf = (option: string): string => pick(operator.reasons[option] ?? {}, locale) || option
  const input = (field: ParameterField): ReactNode => {
    const text = operator.parameterTexts[field.name], label = pick(text?.title ?? {}, locale) || field.name, value = parameters[field.name], change = set(field.name)
    switch (field.kind) {
      case 'number': {
        const problem = numberProblem(field, typeof value === 'number' ? value : Number.NaN)
        return <Field label={label} unit={text?.unit} inputMode="decimal" value={String(value ?? '')} onChange={event => change(typedNumber(event.target.value))}
          error={problem ? t(m.numberProblem, { problem, min: field.min ?? '', max: field.max ?? '' }) : undefined} />
      }
      case 'switch': return <Switch label={label} checked={value === true} onChange={event => change(event.target.checked)} />
      case 'choice': return <ChoiceField label={label} value={String(value)} options={field.options.map(o => ({ value: o, label: wordOf(o) }))} onChange={change} />
      case 'choices': {
        const chosen = Array.isArray(value) ? value.map(String) : []
        return (
          <fieldset>
            <legend className="meta secondary strong">{label}</legend>
            <div className="row wrap">{field.options.map(o => <Checkbox key={o} label={wordOf(o)} checked={chosen.includes(o)} onChange={event => change(event.target.checked ? field.options.filter(x => x === o || chosen.includes(x)) : chosen.filter(x => x !== o))} />)}</div>
          </fieldset>
        )
      }
      case 'text': return <Field label={label} value={String(value ?? '')} pattern={field.pattern ?? undefined} onChange={event => change(event.target.value)} />
      case 'fixed': return <div><span className="meta secondary strong">{label}</span> <code>{JSON.stringify(value)}</code></div>
    }
  }
  if (fields.length === 0) return without ? null : <p className="quiet">{t(m.noParameters)}</p>
  return <div className="parameter-form">{fields.map(field => <div key={field.name}>{input(field)}</div>)}</div>
}

/** Whether every number of the form is one that the operator takes; the server checks the rest. */
export const areNumbersSound = (operator: OperatorView, parameters: Parameters): boolean => parameterFields(operator.parameters).every(field => {
  const value = parameters[field.name]
  return field.kind !== 'number' || numberProblem(field, typeof value === 'number' ? value : Number.NaN) === null
})
