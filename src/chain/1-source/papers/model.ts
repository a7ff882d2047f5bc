import type { Provenance } from '../model.ts'

export type ProvenanceKind = Provenance['kind']
export const provenanceKinds = ['open', 'self_collected', 'commercial', 'user_input'] as const

/** What a paper is. `other` proves nothing by itself and is kept with the rest. */
export const paperKinds = ['licence', 'terms', 'collection_record', 'notice', 'contract', 'seller_commitment', 'authorisation', 'other'] as const
export type PaperKind = (typeof paperKinds)[number]

/**
 * GB/T 45654-2025 5.1: open data needs its licence or letter of authorisation; collected data its collection record; bought data a contract
 * in force and the seller's commitment on source, quality and safety; what users typed in needs the record of their authorisation.
 */
export const requiredPapers: Readonly<Record<ProvenanceKind, readonly PaperKind[]>> = {
  open: ['licence'], self_collected: ['collection_record'], commercial: ['contract', 'seller_commitment'], user_input: ['authorisation'],
}
/** Papers that belong to a kind of source, the required ones first. */
export const papersOfKind: Readonly<Record<ProvenanceKind, readonly PaperKind[]>> = {
  open: ['licence', 'terms', 'other'], self_collected: ['collection_record', 'notice', 'other'], commercial: ['contract', 'seller_commitment', 'licence', 'other'], user_input: ['authorisation', 'notice', 'other'],
}

export interface Paper { readonly provenance: ProvenanceKind, readonly paper: PaperKind }
/** What is still to be shown for sources of this kind. */
export const lackingPapers = (kind: ProvenanceKind, papers: readonly Paper[]): PaperKind[] =>
  requiredPapers[kind].filter(required => !papers.some(p => p.provenance === kind && p.paper === required))
/** Kinds of source whose papers are not all there. */
export const lackingKinds = (papers: readonly Paper[]): ProvenanceKind[] => provenanceKinds.filter(kind => lackingPapers(kind, papers).length > 0)
