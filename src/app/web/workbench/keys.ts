import { pick, type Message } from '../../../kernel/messages.ts'
import type { LabelClass } from '../../../sockets/label-schema.ts'
import { runCommand, type ViewCommands } from '../../../editor/input/commands.ts'
import { keymap, toolBindings, type Binding, type KeyedTool, type KeyScope } from '../../../editor/input/keymap.ts'
import type { Modifiers } from '../../../editor/tools/define-tool.ts'
import { arbitrateMessages } from './arbitrate-messages.ts'
import { inspectMessages } from './inspect-messages.ts'
import { reviewMessages, workbenchMessages } from './messages.ts'
import { pinMessages } from './pin-messages.ts'
import { placeMessages } from './place-messages.ts'
import type { AnySession } from './open-task.ts'

const page = (scopes: readonly KeyScope[], chords: readonly string[], command: string, title: Message): Binding => ({ scopes, chords, command, title })
const canvas: readonly KeyScope[] = ['raster', 'document']
/** Along the assets of a task that has several. */
const along: readonly Binding[] = [
  page(canvas, ['f'], 'place.next', placeMessages.nextAsset),
  page(canvas, ['d'], 'place.previous', placeMessages.previousAsset),
]

const everywhere: readonly Binding[] = [
  page(['global'], ['ctrl+shift+enter'], 'task.skip', workbenchMessages.keySkip),
  page(['global'], ['f8'], 'problem.next', workbenchMessages.keyProblem),
  page(['global'], ['f6'], 'region.next', workbenchMessages.keyRegion),
  page(['global'], ['shift+f6'], 'region.previous', workbenchMessages.keyRegionBack),
  page(canvas, ['a'], 'panel.attributes', workbenchMessages.keyAttributes),
  page(canvas, ['q', '/'], 'class.search', workbenchMessages.findClassLabel),
  page(canvas, ['r'], 'relation.begin', workbenchMessages.relateKey),
  page(canvas, ['?'], 'help.keys', workbenchMessages.keys),
]
const rooms: readonly Binding[] = everywhere.filter(({ command }) => command.startsWith('region.') || command === 'class.search' || command === 'help.keys')
const pinned: readonly Binding[] = [
  page(canvas, ['j'], 'pin.next', pinMessages.next),
  page(canvas, ['k'], 'pin.previous', pinMessages.previous),
]
const pinning = page(canvas, ['shift+u'], 'pin.set', pinMessages.set)
const judging: readonly Binding[] = [
  page(canvas, ['y'], 'review.accept', reviewMessages.keyAccept),
  page(canvas, ['u'], 'review.defect', reviewMessages.addDefect),
  pinning,
]

/** The letter of a reader is a digit here; classes are chosen in the list. */
const arbitrating: readonly Binding[] = [
  page(canvas, ['j'], 'arbitrate.next', arbitrateMessages.keyNext),
  page(canvas, ['k'], 'arbitrate.previous', arbitrateMessages.keyPrevious),
  ...Array.from({ length: 9 }, (_, i) => page(canvas, [String(i + 1)], `arbitrate.reader.${i}`, arbitrateMessages.keyReader)),
  ...Array.from({ length: 9 }, (_, i) => page(canvas, [`shift+${i + 1}`], `arbitrate.take.${i}`, arbitrateMessages.keyTake)),
  page(canvas, ['shift+0'], 'arbitrate.drop', arbitrateMessages.drop),
  // Its own chord is that of the first reader here.
  page(['raster'], ['0'], 'view.fit', workbenchMessages.fit),
  page(canvas, ['o'], 'arbitrate.others', arbitrateMessages.compare),
  page(canvas, ['w'], 'arbitrate.panes', arbitrateMessages.keyPanes),
  page(canvas, ['u'], 'arbitrate.reason', arbitrateMessages.keyReason),
]

const walking: readonly Binding[] = [
  page(canvas, [']'], 'inspect.next', inspectMessages.next),
  page(canvas, ['['], 'inspect.previous', inspectMessages.previous),
]
const marking: readonly Binding[] = [page(canvas, ['u'], 'inspect.defect', reviewMessages.addDefect), pinning, ...walking]
const inspecting: readonly Binding[] = [
  page(canvas, ['enter'], 'inspect.judge', inspectMessages.keyJudge),
  page(['global'], ['ctrl+enter'], 'inspect.judge', inspectMessages.keyJudge),
  page(canvas, ['u'], 'inspect.defect', inspectMessages.keyDefect),
  pinning,
  ...walking,
]
/** Of the engine's keys those that only look. */
const looking = keymap.filter(({ command }) => /^(view\.|class\.\d|shape\.(next|previous|hide|show-all)$|edit\.escape$)/.test(command))

/** The engine's keys but those that a room has for itself. */
const withoutChordsOf = (taken: readonly Binding[], all: readonly Binding[]): readonly Binding[] =>
  all.filter(b => !taken.some(own => own.scopes.some(scope => b.scopes.includes(scope)) && own.chords.some(chord => b.chords.includes(chord))))
/** Takes the first name that there is; a class has one language at least. */
const titleOf = ({ name }: LabelClass): Message => ({ 'zh-Hans': pick(name, 'zh-Hans'), 'zh-Hant': pick(name, 'zh-Hant'), en: pick(name, 'en') })

/** The keys of a class, in the order of the list: its own, and the digit of its place unless another class has that for its own. */
export const keysOfClasses = (classes: readonly LabelClass[]): readonly (readonly string[])[] => {
  const own = new Set(classes.flatMap(({ hotkey }) => hotkey ?? []))
  return classes.map(({ hotkey }, i) => [...(hotkey === undefined ? [] : [hotkey]), ...(i < 10 && !own.has(String((i + 1) % 10)) ? [String((i + 1) % 10)] : [])])
}
const classKeys = (classes: readonly LabelClass[]): readonly Binding[] =>
  keysOfClasses(classes).flatMap((chords, i) => chords.length > 0 ? [page(canvas, chords, `class.${i + 1}`, titleOf(classes[i]!))] : [])
const withoutClasses = (bindings: readonly Binding[]): readonly Binding[] => bindings.filter(({ command }) => !command.startsWith('class.') || command === 'class.search')

/** `inspect` judges what is frozen, `mark` notes what is wrong with it, `look` walks through it, `still` shows one thing. */
export type RoomMode = 'annotate' | 'review' | 'arbitrate' | 'inspect' | 'mark' | 'look' | 'still'
/** Nothing can be drawn or changed. */
export const isFrozen = (mode: RoomMode): boolean => mode !== 'annotate' && mode !== 'review' && mode !== 'arbitrate'
/** The whole table of the room: engine, page, and the letters of its tools. @param several the task has several assets */
export const roomBindings = (scope: KeyScope, tools: readonly KeyedTool[], mode: RoomMode, classes: readonly LabelClass[] = [], several = false): readonly Binding[] => {
  const own = [...toolBindings(scope, tools), ...classKeys(classes)], places = several ? along : []
  // A class or a tool that has the letter keeps it: the strip is reached by the pointer and by F6.
  const ways = withoutChordsOf(own, places)
  switch (mode) {
    case 'annotate': return [...withoutClasses(keymap), ...own, ...ways, ...everywhere, ...pinned]
    case 'review': return [...withoutClasses(keymap), ...own, ...ways, ...everywhere, ...pinned, ...judging]
    case 'arbitrate': return [...withoutChordsOf(arbitrating, withoutClasses(keymap)), ...own, ...ways, ...everywhere, ...arbitrating]
    case 'inspect': return [...withoutClasses(looking), ...own, ...ways, ...rooms, ...pinned, ...inspecting]
    case 'mark': return [...withoutClasses(looking), ...own, ...ways, ...rooms, ...pinned, ...marking]
    case 'still': return [...withoutClasses(looking), ...own, ...ways, ...rooms, ...pinned]
    case 'look': return [...withoutClasses(looking), ...own, ...ways, ...rooms, ...pinned, ...walking]
  }
}

/** What the page does itself; false leaves the key to the engine. */
export type PageCommand = (command: string) => boolean

/** Runs a key: the page first, then what is meant for the selection, then tool and surface. */
export const runKey = (session: AnySession, surface: (ViewCommands & { readonly isPointing: boolean }) | null, page: PageCommand, command: string, modifiers: Modifiers): boolean => {
  if (page(command)) return true
  const isIdle = session.toolState === 'idle', { selection } = session.store.facts
  if (isIdle && selection.size > 0 && !surface?.isPointing) {
    if (command === 'tool-key.enter') return page('panel.attributes')
    if (command === 'tool-key.delete' || command === 'tool-key.backspace') { session.removeSelection(); return true }
  }
  return runCommand(session, command, modifiers, surface)
}
