/** The part of a KeyboardEvent that decides, so that the rules are tested without a keyboard. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly keyCode: number
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly repeat: boolean
  readonly isComposing: boolean
  readonly defaultPrevented: boolean
  getModifierState(name: string): boolean
}

const named: Readonly<Record<string, string>> = {
  Escape: 'escape', Enter: 'enter', Delete: 'delete', Backspace: 'backspace', Home: 'home', End: 'end', PageUp: 'pageup', PageDown: 'pagedown', Tab: 'tab', ' ': 'space',
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
}

/** Digits by place (AZERTY needs Shift for them), letters by what they say, or by place on a layout without Latin letters. */
const keyName = (event: KeyPress): { readonly name: string, readonly takesShift: boolean } => {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)
  if (digit) return { name: digit[1]!, takesShift: false }
  const known = named[event.key]
  if (known) return { name: known, takesShift: false }
  if (event.code === 'Backquote') return { name: 'backquote', takesShift: false }
  if (/^[a-z]$/i.test(event.key)) return { name: event.key.toLowerCase(), takesShift: false }
  const letter = /^Key([A-Z])$/.exec(event.code)
  if (letter) return { name: letter[1]!.toLowerCase(), takesShift: false }
  // A sign is what it shows; the Shift that made it is no part of the chord.
  return { name: event.key.toLowerCase(), takesShift: event.key.length === 1 }
}

export const chordOf = (event: KeyPress): string => {
  const { name, takesShift } = keyName(event)
  const parts = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey && !takesShift ? 'shift' : '', name]
  return parts.filter(part => part !== '').join('+')
}

/** Of an input method: its events may come under keyCode 229 with isComposing false (Safari; W3C technique SCR41). */
export const isComposing = (event: KeyPress): boolean => event.isComposing || event.keyCode === 229

/** Enter, Escape, Space and digits that confirm a candidate arrive this long after the composition ended. */
const AFTER_COMPOSITION_MILLIS = 50
const confirming = /^(enter|escape|space|\d)$/

/** Keys that put no text into a field and mean the task, not the field. */
const worksInField = /^(ctrl\+s|ctrl\+(shift\+)?enter|(shift\+)?f\d+)$/

export interface KeyPlace {
  /** The innermost target is a field that takes text. */
  readonly isInField: boolean
  /** A dialog or popover is open. */
  readonly isDialogOpen: boolean
  /** Milliseconds since the last composition ended; Infinity when there was none. */
  readonly sinceComposition: number
}

/** May this key act as a shortcut? The one rule for the whole product. */
export const mayFire = (event: KeyPress, chord: string, repeats: boolean, place: KeyPlace): boolean => {
  if (isComposing(event) || event.defaultPrevented || event.getModifierState('AltGraph')) return false
  if (event.repeat && !repeats) return false
  if (place.isDialogOpen) return false
  if (place.sinceComposition < AFTER_COMPOSITION_MILLIS && confirming.test(chord)) return false
  return !place.isInField || worksInField.test(chord)
}

const textless = new Set(['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'color', 'file', 'image'])

/** Is the innermost target of the event, through shadow roots, something that takes text? */
export const isTextField = (target: EventTarget | undefined): boolean => {
  if (!(target instanceof Element)) return false
  if (target instanceof HTMLInputElement) return !textless.has(target.type)
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  if (target instanceof HTMLElement && target.isContentEditable) return true
  return target.closest('[role=textbox],[role=combobox],[role=searchbox],[role=spinbutton]') !== null
}
