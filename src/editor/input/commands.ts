import type { EditorSession } from '../session.ts'
import type { Modifiers, Space, ToolKey } from '../tools/define-tool.ts'
import type { ToolView } from '../shape-view.ts'

/** What a surface adds to the commands of the document. */
export interface ViewCommands { run(command: string, modifiers: Modifiers): boolean }

type Plain = Readonly<Record<string, (session: EditorSession<Space & { readonly view: ToolView }>) => void>>
const plainCommands: Plain = {
  'edit.undo': session => session.undo(),
  'edit.redo': session => session.redo(),
  'edit.escape': session => session.escape(),
  'shape.next': session => session.selectNext(1),
  'shape.previous': session => session.selectNext(-1),
  'shape.all': session => session.selectAll(),
  'shape.lock': session => session.toggleSelected('locked'),
  'shape.hide': session => session.toggleSelected('hidden'),
  'shape.show-all': session => session.showAll(),
  'tool.last': session => session.setLastTool(),
}

const toolKeys: ReadonlySet<string> = new Set<ToolKey>(['enter', 'backspace', 'delete', 'left', 'right', 'up', 'down', 'home', 'end', 'start-edge', 'end-edge'])
const isToolKey = (name: string): name is ToolKey => toolKeys.has(name)

/**
 * Runs a command of the keymap. The page handles what this leaves (`save.now`, `task.submit`).
 * @returns false when the command is not one of the editor
 */
export const runCommand = <X extends Space & { readonly view: ToolView }>(
  session: EditorSession<X>, command: string, modifiers: Modifiers, surface: ViewCommands | null = null,
): boolean => {
  if (surface?.run(command, modifiers)) return true
  const run = plainCommands[command]
  if (run) { run(session); return true }
  const [group, name] = [command.slice(0, command.indexOf('.')), command.slice(command.indexOf('.') + 1)]
  if (group === 'tool-key' && isToolKey(name)) { session.send({ type: 'key', key: name, modifiers }); return true }
  if (group === 'tool') { session.setTool(name); return true }
  if (group !== 'class') return false
  const chosen = session.schema.classes[Number(name) - 1]
  if (chosen) session.setClass(chosen.id)
  return chosen !== undefined
}
