import type { FormEvent, ReactNode } from 'react'
import { ProvenanceForm, provenanceOf, type ProvenanceDraft } from '../../../chain/1-source/web/provenance-form.tsx'
import { Button } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { startMessages as m } from './messages.ts'

export interface ProvenanceAnswers { readonly provenance: ProvenanceDraft, readonly isScreened: boolean, readonly isReviewed: boolean }

export interface ProvenanceStepProps {
  readonly value: ProvenanceAnswers
  /** The last button: it says what comes of it. */
  readonly last: string
  onChange(value: ProvenanceAnswers): void
  onBack?(): void
  onNext(): void
}

export const ProvenanceStep = ({ value, last, onChange, onBack, onNext }: ProvenanceStepProps): ReactNode => {
  const t = useT(), isComplete = provenanceOf(value.provenance) !== null
  const submit = (event: FormEvent): void => { event.preventDefault(); if (isComplete) onNext() }
  return (
    <form onSubmit={submit}>
      <div className="question"><ProvenanceForm value={value.provenance} onChange={provenance => onChange({ ...value, provenance })} /></div>
      <div className="question"><Switch label={t(m.screening)} checked={value.isScreened} onChange={event => onChange({ ...value, isScreened: event.target.checked })} /><p className="meta quiet">{t(m.screeningHint)}</p></div>
      <div className="question"><Switch label={t(m.review)} checked={value.isReviewed} onChange={event => onChange({ ...value, isReviewed: event.target.checked })} /><p className="meta quiet">{t(m.reviewHint)}</p></div>
      <div className="form-actions">
        <Button variant="primary" size="l" type="submit" blocked={isComplete ? undefined : t(m.provenanceMissing)}>{last}</Button>
        {onBack && <Button variant="quiet" size="l" onClick={onBack}>{t(m.back)}</Button>}
      </div>
    </form>
  )
}
