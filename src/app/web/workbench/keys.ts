import type { Message } from '../../../kernel/messages.ts'
import { runCommand, type ViewCommands } from '../../../editor/input/commands.ts'
import { keymap, toolBindings, type Binding, type KeyedTool, type KeyScope } from '../../../editor/input/keymap.ts'
import type { Modifiers } from '../../../editor/tools/define-tool.ts'
import { inspectMessages } from './inspect-messages.ts'
import { reviewMessages, workbenchMessages } from './messages.ts'
import { pinMessages } from './pin-messages.ts'
import type { AnySession } from './open-task.ts'

const page = (scopes: readonly KeyScope[], chords: readonly string[], command: string, title: Message): Binding => ({ scopes, chords, command, title })
const canvas: readonly KeyScope[] = ['raster', 'document']

const everywhere: readonly Binding[] = [
  page(['global'], ['ctrl+shift+enter'], 'task.skip', workbenchMessages.keySkip),
  page(['global'], ['f8'], 'problem.next', workbenchMessages.keyProblem),
  page(['global'], ['f6'], 'region.next', workbenchMessages.keyRegion),
  page(['global'], ['shift+f6'], 'region.previous', workbenchMessages.keyRegionBack),
  page(canvas, ['a'], 'panel.attributes', workbenchMessages.keyAttributes),
  page(canvas, ['q', '/'], 'class.search', workbenchMessages.findClassLabel),
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

/** `inspect` judges what is frozen, `mark` notes what is wrong with it, `look` walks through it, `still` shows one thing. */
export type RoomMode = 'annotate' | 'review' | 'inspect' | 'mark' | 'look' | 'still'
/** Nothing can be drawn or changed. */
export const isFrozen = (mode: RoomMode): boolean => mode !== 'annotate' && mode !== 'review'
/** The whole table of the room: engine, page, and the letters of its tools. */
export const roomBindings = (scope: KeyScope, tools: readonly KeyedTool[], mode: RoomMode): readonly Binding[] => {
  const own = toolBindings(scope, tools)
  switch (mode) {
    case 'annotate': return [...keymap, ...own, ...everywhere, ...pinned]
    case 'review': return [...keymap, ...own, ...everywhere, ...pinned, ...judging]
    case 'inspect': return [...looking, ...own, ...rooms, ...pinned, ...inspecting]
    case 'mark': return [...looking, ...own, ...rooms, ...pinned, ...marking]
    case 'still': return [...looking, ...own, ...rooms, ...pinned]
    case 'look': return [...looking, ...own, ...rooms, ...pinned, ...walking]
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
