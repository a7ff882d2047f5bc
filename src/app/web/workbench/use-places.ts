import { useEffect, useState, type RefObject } from 'react'
import type { SaveStatus } from '../../../editor/saving/status.ts'
import type { Places } from './sitting.ts'
import type { Surface } from './mount-surface.ts'

/** Selects a shape and brings it into sight, in whichever place of the task it lies. */
export const reveal = (places: Places, shape: string, surfaceRef: RefObject<Surface | null>, focuses = false): void => {
  const show = (): void => { surfaceRef.current?.frame(); if (focuses) surfaceRef.current?.focus() }
  if (!places.select(shape)) return show()
  // A surface that was mounted just now has its size only after the next layout.
  requestAnimationFrame(() => requestAnimationFrame(show))
}

const none: ReadonlySet<string> = new Set()

/** Places that were changed since everything was last on the server. */
export const useUnsaved = (places: Places, { state }: SaveStatus): ReadonlySet<string> => {
  const [slots, setSlots] = useState(none), [wasSaved, setWasSaved] = useState(true), isSaved = state === 'saved'
  if (isSaved !== wasSaved) {
    setWasSaved(isSaved)
    if (isSaved) setSlots(none)
  }
  useEffect(() => places.store.listen('document', ({ source, edits }) => {
    if (source === 'user') setSlots(known => new Set([...known, ...edits.flatMap(({ before, after }) => (after ?? before)?.slot ?? [])]))
  }), [places])
  return slots
}
