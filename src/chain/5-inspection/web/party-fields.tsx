import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { listParties } from '../../../workspace/project/parties/contract.ts'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'
import type { Workflow } from '../../3-production/model.ts'
import { groupingMessages as g } from './grouping-messages.ts'
import { partySteps, type PartyDraft } from './party-draft.ts'

export interface PartyFieldsProps { readonly project: string, readonly workflow: Workflow | null, readonly draft: PartyDraft, change(part: Partial<PartyDraft>): void }

/** Which organisation does each step of the workflow; nothing in a project that has no parties. */
export const PartyFields = ({ project, workflow, draft, change }: PartyFieldsProps): ReactNode => {
  const t = useT(), { data } = useQuery({ ...serverQuery(listParties, { params: { project } }), retry: false })
  const steps = partySteps.flatMap(step => {
    const parties = (data?.parties ?? []).filter(party => party.inForce && party.steps.includes(step))
    return workflow?.[step] && parties.length > 0 ? [{ step, parties }] : []
  })
  return steps.length > 0 && (
    <div className="pair">
      {steps.map(({ step, parties }) => (
        <ChoiceField key={step} label={t(g.party, { step })} value={draft[`${step}Party`]} options={[{ value: '', label: t(g.ownPeople) }, ...parties.map(party => ({ value: party.id as string, label: party.name }))]} onChange={party => change({ [`${step}Party`]: party })} />
      ))}
    </div>
  )
}
