import { newId } from '../../../kernel/ids.ts'
import { emptyProvenance, type ProvenanceDraft } from '../../../chain/1-source/web/provenance-form.tsx'

/** What was answered so far, for a reload in the same tab. Files cannot be kept: the browser lets go of them. */
export interface Draft {
  /** Names the making of the project, so that repeating it after a lost reply makes none. A new one for other answers. */
  readonly key: string
  /** The project that was made of it. */
  readonly project: string | null
  readonly name: string
  readonly template: string
  readonly choices: string
  readonly provenance: ProvenanceDraft
  readonly isScreened: boolean
  readonly isReviewed: boolean
}

export const newDraft = (template: string, choices: string, isReviewed: boolean): Draft => ({ key: newId(), project: null, name: '', template, choices, provenance: emptyProvenance, isScreened: true, isReviewed })

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const kinds: readonly unknown[] = ['open', 'self_collected', 'commercial', 'user_input'] satisfies readonly ProvenanceDraft['kind'][]

/** Guards against what an older version, or anything else, wrote. */
export const isDraft = (value: unknown): value is Draft =>
  isRecord(value) && ['key', 'name', 'template', 'choices'].every(part => typeof value[part] === 'string') && (value['project'] === null || typeof value['project'] === 'string')
  && typeof value['isScreened'] === 'boolean' && typeof value['isReviewed'] === 'boolean'
  && isRecord(value['provenance']) && kinds.includes(value['provenance']['kind']) && Object.keys(emptyProvenance).every(part => typeof (value['provenance'] as Record<string, unknown>)[part] === 'string')

const place = 'feedstock.start'
/** Of this tab. Storage may be refused (private windows): then a reload asks again. */
export const keepDraft = (draft: Draft): void => { try { sessionStorage.setItem(place, JSON.stringify(draft)) } catch { /* asked again, nothing lost */ } }
export const recallDraft = (): Draft | null => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null')
    return isDraft(value) ? value : null
  } catch { return null }
}
