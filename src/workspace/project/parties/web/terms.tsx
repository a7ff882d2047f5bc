import type { ReactNode } from 'react'
import { formatTime } from '../../../../ui/format.ts'
import { useT } from '../../../../ui/i18n.tsx'
import { StatusPill, Tag, type PillShape, type Tone } from '../../../../ui/status-pill.tsx'
import type { PartyField, PartyState, PartyStep } from '../../../access/model.ts'
import { partyFieldMessages, partyMessages as m, partyStateMessages, partyStepMessages } from './messages.ts'

const marks: { readonly [S in PartyState]: { readonly shape: PillShape, readonly tone: Tone } } = {
  proposed: { shape: 'clock', tone: 'warn' }, invited: { shape: 'ring', tone: 'neutral' }, active: { shape: 'tick', tone: 'ok' }, ended: { shape: 'pause', tone: 'neutral' }, declined: { shape: 'cross', tone: 'neutral' },
}
export const PartyStatePill = ({ state }: { readonly state: PartyState }): ReactNode => <StatusPill {...marks[state]}>{useT()(partyStateMessages[state])}</StatusPill>

export const StepTags = ({ steps }: { readonly steps: readonly PartyStep[] }): ReactNode => {
  const t = useT()
  return <span className="role-tags">{steps.map(step => <Tag key={step}>{t(partyStepMessages[step])}</Tag>)}</span>
}
export const useScopeWords = (): { batches(n: number | null): string, hidden(fields: readonly PartyField[]): string, until(instant: string | null): string } => {
  const t = useT()
  return {
    batches: n => (n === null ? t(m.allBatches) : t(m.nBatches, { n })),
    hidden: fields => (fields.length === 0 ? t(m.nothingHidden) : fields.map(field => t(partyFieldMessages[field])).join(' · ')),
    until: instant => (instant === null ? t(m.noEnd) : formatTime(new Date(instant))),
  }
}
