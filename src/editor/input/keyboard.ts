import { modifiersOf } from './pointer.ts'
import { chordOf, isTextField, mayFire } from './key-guard.ts'
import type { Binding, KeyScope } from './keymap.ts'
import type { Modifiers } from '../tools/define-tool.ts'

export interface KeyboardOptions {
  /** Of the surface that the element holds, or `global` for the document. */
  readonly scope: KeyScope
  readonly bindings: readonly Binding[]
  /** False when the command is not for now: the key stays the browser's. */
  run(command: string, modifiers: Modifiers): boolean
}

/** Hears the keys of one scope on one element. @returns a function that stops it */
export const listenKeyboard = (element: HTMLElement | Document, options: KeyboardOptions): () => void => {
  const stopping = new AbortController(), { signal } = stopping
  const byChord = new Map<string, Binding>()
  for (const binding of options.bindings) if (binding.scopes.includes(options.scope)) for (const chord of binding.chords) byChord.set(chord, binding)
  let compositionEnd = -Infinity
  const page = element instanceof Document ? element : element.ownerDocument
  page.addEventListener('compositionend', event => { compositionEnd = event.timeStamp }, { signal, capture: true })
  element.addEventListener('keydown', raw => {
    if (!(raw instanceof KeyboardEvent)) return
    const chord = chordOf(raw), binding = byChord.get(chord)
    if (!binding) return
    const place = {
      isInField: isTextField(raw.composedPath()[0]),
      isDialogOpen: page.querySelector('dialog[open],[popover]:popover-open') !== null,
      sinceComposition: raw.timeStamp - compositionEnd,
    }
    if (!mayFire(raw, chord, binding.repeats ?? false, place)) return
    if (options.run(binding.command, modifiersOf(raw))) raw.preventDefault()
  }, { signal })
  return () => stopping.abort()
}
