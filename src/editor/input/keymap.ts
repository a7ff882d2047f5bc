import type { Message } from '../../kernel/messages.ts'

/** Strongest first: a key has one owner per scope. `raster` and `document` are the canvas scopes of the two surfaces. */
export const keyScopes = ['raster', 'document', 'global'] as const
export type KeyScope = (typeof keyScopes)[number]

/** A chord is modifiers in the order ctrl, alt, shift, then one key: `ctrl+shift+z`, `shift+1`, `left`. Cmd stands for Ctrl on macOS. */
export interface Binding {
  readonly scopes: readonly KeyScope[]
  readonly chords: readonly string[]
  readonly command: string
  readonly title: Message
  /** Fires again while the key is held. */
  readonly repeats?: true
}

const canvas: readonly KeyScope[] = ['raster', 'document']
const key = (scopes: readonly KeyScope[], chords: string | readonly string[], command: string, hans: string, hant: string, en: string): Binding =>
  ({ scopes, chords: typeof chords === 'string' ? [chords] : chords, command, title: { 'zh-Hans': hans, 'zh-Hant': hant, en } })
const held = (binding: Binding): Binding => ({ ...binding, repeats: true })

const global: readonly Binding[] = [
  held(key(['global'], 'ctrl+z', 'edit.undo', '撤销', '撤銷', 'Undo')),
  held(key(['global'], ['ctrl+shift+z', 'ctrl+y'], 'edit.redo', '重做', '重做', 'Redo')),
  key(['global'], 'ctrl+s', 'save.now', '立即保存', '立即保存', 'Save now'),
  key(['global'], 'ctrl+enter', 'task.submit', '提交', '提交', 'Submit'),
]

const everyCanvas: readonly Binding[] = [
  key(canvas, 'escape', 'edit.escape', '后退一步', '後退一步', 'One step back'),
  key(canvas, 'enter', 'tool-key.enter', '完成', '完成', 'Finish'),
  key(canvas, 'delete', 'tool-key.delete', '删除', '刪除', 'Delete'),
  key(canvas, 'backspace', 'tool-key.backspace', '删除；绘制中去掉末点', '刪除；繪製中去掉末點', 'Delete; in a draft the last vertex'),
  key(canvas, '.', 'shape.next', '下一个对象', '下一個對象', 'Next shape'),
  key(canvas, ',', 'shape.previous', '上一个对象', '上一個對象', 'Previous shape'),
  key(canvas, 'n', 'tool.last', '上一个工具', '上一個工具', 'Last tool again'),
  key(canvas, 'ctrl+a', 'shape.all', '全选', '全選', 'Select all'),
  key(canvas, 'shift+l', 'shape.lock', '锁定或解锁', '鎖定或解鎖', 'Lock or unlock'),
  key(canvas, 'shift+h', 'shape.hide', '隐藏或显示', '隱藏或顯示', 'Hide or show'),
  key(canvas, 'shift+o', 'shape.show-all', '全部显示', '全部顯示', 'Show all'),
  ...Array.from({ length: 10 }, (_, i) => key(canvas, String((i + 1) % 10), `class.${i + 1}`, `第 ${i + 1} 个类别`, `第 ${i + 1} 個類別`, `Class ${i + 1}`)),
]

const arrow = (name: string, hans: string, hant: string, en: string): Binding =>
  held(key(canvas, [name, `shift+${name}`, `ctrl+${name}`, `ctrl+shift+${name}`], `tool-key.${name}`, hans, hant, en))

const raster: readonly Binding[] = [
  held(key(['raster'], ['=', '+'], 'view.zoom-in', '放大', '放大', 'Zoom in')),
  held(key(['raster'], '-', 'view.zoom-out', '缩小', '縮小', 'Zoom out')),
  key(['raster'], 'shift+1', 'view.fit', '适合窗口', '適合窗口', 'Fit'),
  key(['raster'], 'shift+2', 'view.selection', '显示选中对象', '顯示選中對象', 'Show the selection'),
  key(['raster'], 'shift+0', 'view.actual', '实际像素', '實際像素', 'Actual pixels'),
  key(['raster'], 'backquote', 'pointer.keyboard', '键盘光标', '鍵盤光標', 'Keyboard pointer'),
]

const document: readonly Binding[] = [
  key(['document'], ['home', 'shift+home'], 'tool-key.home', '到开头', '到開頭', 'To the start'),
  key(['document'], ['end', 'shift+end'], 'tool-key.end', '到结尾', '到結尾', 'To the end'),
  key(['document'], '[', 'tool-key.start-edge', '移动起点', '移動起點', 'Move the start edge'),
  key(['document'], ']', 'tool-key.end-edge', '移动终点', '移動終點', 'Move the end edge'),
]

export const keymap: readonly Binding[] = [
  ...global, ...everyCanvas, ...raster, ...document,
  arrow('left', '左移', '左移', 'Left'), arrow('right', '右移', '右移', 'Right'), arrow('up', '上移', '上移', 'Up'), arrow('down', '下移', '下移', 'Down'),
]

/** Tools bring their own letter and, through their shape, their own name. */
export interface KeyedTool { readonly id: string, readonly key: string | null, readonly title: Message }
export const toolBindings = (scope: KeyScope, tools: readonly KeyedTool[]): Binding[] =>
  tools.flatMap(tool => tool.key === null ? [] : [{ scopes: [scope], chords: [tool.key], command: `tool.${tool.id}`, title: tool.title }])

/** Kept by browsers and input methods; never bound. */
const reserved: readonly RegExp[] = [
  /^ctrl\+[ntw0-9]$/, /^ctrl\+tab$/, /^alt\+[0-9a-z]$/, /^alt\+(left|right|up|down)$/, /^(ctrl|shift)\+space$/, /^ctrl\+\.$/, /^ctrl\+shift\+[antw]$/, /^f(7|11|12)$/, /^tab$/,
]

/** What is wrong with a table of keys: two owners, a bare key for the whole page, a chord that never reaches us. */
export const keymapConflicts = (bindings: readonly Binding[]): string[] => {
  const wrong: string[] = [], owners = new Map<string, string>()
  for (const { scopes, chords, command } of bindings) for (const scope of scopes) for (const chord of chords) {
    const place = `${scope} ${chord}`, owner = owners.get(place)
    if (owner !== undefined) wrong.push(`${place} belongs to ${owner} and ${command}`)
    owners.set(place, command)
    if (scope === 'global' && !/^(ctrl|alt)\+/.test(chord) && !/^(shift\+)?f\d+$/.test(chord)) wrong.push(`${place} is a single key in the global scope`)
    if (reserved.some(pattern => pattern.test(chord))) wrong.push(`${place} is kept by the browser or an input method`)
  }
  return wrong
}
