import type { Input } from '../../../kernel/contract.ts'
import type { BatchView } from '../../3-production/contract.ts'
import type { Dispatch } from '../../3-production/model.ts'
import type { changePlanning } from '../../3-production/planning/contract.ts'

/** As typed: texts, empty where there is no limit. `due` is local time, as the browser's field writes it. */
export interface RuleDraft { readonly person: string, readonly weight: string, readonly maxHeld: string }
export interface PlanningDraft {
  readonly due: string, readonly priority: string, readonly quota: string, readonly reserve: string, readonly day: string, readonly lease: string
  readonly dispatch: Dispatch, readonly lines: readonly RuleDraft[], readonly sticky: boolean
}
const two = (n: number): string => String(n).padStart(2, '0')
const localTime = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
const textOf = (n: number | null): string => (n === null ? '' : String(n))

/** The line for everybody else is written with an empty person. */
export const planningDraft = (batch: Pick<BatchView, 'dueAt' | 'priority' | 'quota' | 'reserveMinutes' | 'dayMinutes' | 'leaseMinutes' | 'dispatch' | 'dispatchRule'>): PlanningDraft => ({
  due: batch.dueAt ? localTime(new Date(batch.dueAt)) : '', priority: String(batch.priority), quota: textOf(batch.quota), reserve: textOf(batch.reserveMinutes), day: String(batch.dayMinutes), lease: String(batch.leaseMinutes), dispatch: batch.dispatch,
  lines: (batch.dispatchRule?.lines ?? []).map(line => ({ person: line.person ?? '', weight: textOf(line.weight), maxHeld: String(line.maxHeld) })), sticky: batch.dispatchRule?.sticky ?? true,
})

/** Bounds of each figure, and whether it may be left empty; the server says the same. */
export const bounds = {
  priority: { from: -100, to: 100, whole: true, optional: false }, quota: { from: 1, to: 1_000_000, whole: true, optional: true }, reserve: { from: 0.1, to: 10_000, whole: false, optional: true },
  day: { from: 1, to: 1440, whole: true, optional: false }, lease: { from: 1, to: 10_080, whole: true, optional: false }, weight: { from: 0.01, to: 1000, whole: false, optional: true }, maxHeld: { from: 1, to: 1000, whole: true, optional: false },
} as const
export type Figure = keyof typeof bounds
/** The figure, null where it is left empty, undefined where it is none. */
export const figureOf = (name: Figure, text: string): number | null | undefined => {
  const { from, to, whole, optional } = bounds[name], value = Number(text.trim())
  if (text.trim() === '') return optional ? null : undefined
  return Number.isFinite(value) && value >= from && value <= to && (!whole || Number.isInteger(value)) ? value : undefined
}

export const planningProblem = (draft: PlanningDraft): 'wrongNumber' | 'noLines' | 'twice' | null => {
  const figures = [figureOf('priority', draft.priority), figureOf('quota', draft.quota), figureOf('reserve', draft.reserve), figureOf('day', draft.day), figureOf('lease', draft.lease)]
  if (figures.includes(undefined)) return 'wrongNumber'
  if (draft.dispatch !== 'rule') return null
  if (draft.lines.length === 0) return 'noLines'
  if (new Set(draft.lines.map(line => line.person)).size < draft.lines.length) return 'twice'
  return draft.lines.some(line => figureOf('weight', line.weight) === undefined || figureOf('maxHeld', line.maxHeld) === undefined) ? 'wrongNumber' : null
}
/** The request; null while something is wrong. */
export const planningBody = (draft: PlanningDraft, version: number): Input<typeof changePlanning>['body'] | null => {
  if (planningProblem(draft) !== null) return null
  return {
    version, dueAt: draft.due === '' ? null : new Date(draft.due).toISOString(), priority: figureOf('priority', draft.priority)!, quota: figureOf('quota', draft.quota)!, reserveMinutes: figureOf('reserve', draft.reserve)!,
    dayMinutes: figureOf('day', draft.day)!, leaseMinutes: figureOf('lease', draft.lease)!, dispatch: draft.dispatch,
    ...(draft.dispatch === 'rule' && { dispatchRule: { sticky: draft.sticky, lines: draft.lines.map(line => ({ person: line.person || null, weight: figureOf('weight', line.weight)!, maxHeld: figureOf('maxHeld', line.maxHeld)! })) } }),
  }
}

/** What a new batch has until somebody plans it. */
export const usualPlanning: PlanningDraft = planningDraft({ dueAt: null, priority: 0, quota: null, reserveMinutes: null, dayMinutes: 480, leaseMinutes: 120, dispatch: 'queue', dispatchRule: null })
/** Planning as part of the request that makes a batch; how long a task is held is typed elsewhere there. */
export const plannedFrom = (draft: PlanningDraft): Omit<Input<typeof changePlanning>['body'], 'version' | 'leaseMinutes'> | null => {
  const body = planningBody(draft, 1)
  if (!body) return null
  const { version: _, leaseMinutes: __, ...planned } = body
  return planned
}
/** The day on which the work is done at the pace of the last days; null without a pace or when nothing is left. */
export const forecastOf = ({ left, perDay }: { readonly left: number, readonly perDay: number | null }, now: Date): Date | null =>
  (left === 0 || perDay === null || perDay <= 0 ? null : new Date(now.getTime() + left / perDay * 86_400_000))
