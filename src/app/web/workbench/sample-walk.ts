import type { DefectInput, InspectionItemView } from '../../../chain/5-inspection/contract.ts'

type Item = Pick<InspectionItemView, 'task' | 'conforms'>

/** The item that is looked at: the one asked for, else the first without a verdict, else the first. */
export const itemAt = <I extends Item>(items: readonly I[], task: string): I | undefined =>
  items.find(item => item.task === task) ?? items.find(item => item.conforms === null) ?? items[0]

/** The item before or after, round the ends. */
export const neighbour = <I extends Item>(items: readonly I[], task: string, direction: 1 | -1): I | undefined => {
  const at = items.findIndex(item => item.task === task)
  return items[(at + direction + items.length) % items.length]
}

/** Where to go after a verdict on `task`: the next item without one, searching on from it and round; null when it was the last. */
export const nextUnjudged = <I extends Item>(items: readonly I[], task: string): I | null => {
  const at = items.findIndex(item => item.task === task)
  return [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))].find(item => item.conforms === null) ?? null
}

const wordsOf = (defects: readonly DefectInput[]): string => JSON.stringify(defects.map(d => [d.shape ?? null, d.code, d.severity, d.note ?? '', d.slot ?? null, d.pin ?? null]))
/** Is there a verdict to send: none was given yet, or other defects are noted than it names. */
export const isNews = (item: Pick<InspectionItemView, 'conforms' | 'defects'>, defects: readonly DefectInput[]): boolean => item.conforms === null || wordsOf(item.defects) !== wordsOf(defects)
