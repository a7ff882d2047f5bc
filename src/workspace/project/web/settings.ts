import type { ProjectView } from '../contract.ts'

/** What the page lets one change. */
export type Settings = Pick<ProjectView, 'name' | 'description' | 'dutyScope'>

/** Only what differs from what is stored, so that a change elsewhere to another field is not undone; null when nothing does. */
export const changeOf = (stored: Settings, wanted: Settings): Partial<Settings> | null => {
  const name = wanted.name.trim(), description = wanted.description.trim()
  const change: Partial<Settings> = {
    ...(name !== stored.name && { name }), ...(description !== stored.description && { description }), ...(wanted.dutyScope !== stored.dutyScope && { dutyScope: wanted.dutyScope }),
  }
  return Object.keys(change).length > 0 ? change : null
}
