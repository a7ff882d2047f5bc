import type { Workflow } from '../../3-production/model.ts'

export const partySteps = ['annotate', 'review', 'arbitrate', 'client'] as const
/** Id of the party that does each step; empty = people of the project's own organisation. */
export type PartyDraft = { readonly [S in (typeof partySteps)[number] as `${S}Party`]: string }
export const noParties: PartyDraft = { annotateParty: '', reviewParty: '', arbitrateParty: '', clientParty: '' }

/** The workflow done by those parties; a step that it leaves out has none. */
export const withParties = ({ annotate, review, arbitrate, client }: Workflow, draft: PartyDraft): Workflow => ({
  annotate: { ...annotate, party: draft.annotateParty || null },
  review: review && { ...review, party: draft.reviewParty || null },
  arbitrate: arbitrate && { ...arbitrate, party: draft.arbitrateParty || null },
  client: client && { ...client, party: draft.clientParty || null },
})
