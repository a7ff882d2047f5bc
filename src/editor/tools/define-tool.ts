import type { Failure } from '../../kernel/failure.ts'
import type { Bounds, Point } from '../../kernel/geometry/plane.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** On macOS Cmd stands for Ctrl. One meaning everywhere: Shift constrains or adds, Ctrl does not snap, Alt subtracts or works from the centre. */
export interface Modifiers { readonly shift: boolean, readonly ctrl: boolean, readonly alt: boolean }
export const plain: Modifiers = { shift: false, ctrl: false, alt: false }

/** Where a surface lives: what a place on it is, and what a tool may ask of it. */
export interface Space { readonly place: unknown, readonly view: unknown }

export type ToolKey = 'enter' | 'backspace' | 'delete' | 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'start-edge' | 'end-edge'

/**
 * What tools hear. A `drag` comes only after the pointer left the threshold (4 CSS px, 8 by touch), so a click never moves
 * anything; `trail` holds the places passed since the last event.
 */
export type ToolEvent<P> =
  | { readonly type: 'press', readonly at: P, readonly modifiers: Modifiers, readonly time: number }
  | { readonly type: 'hover', readonly at: P, readonly modifiers: Modifiers }
  | { readonly type: 'drag', readonly at: P, readonly trail: readonly P[], readonly modifiers: Modifiers }
  | { readonly type: 'release', readonly at: P, readonly modifiers: Modifiers }
  | { readonly type: 'double', readonly at: P, readonly modifiers: Modifiers, readonly clicks: number }
  | { readonly type: 'key', readonly key: ToolKey, readonly modifiers: Modifiers }
  /** A class was chosen while the tool holds something that waits for one. */
  | { readonly type: 'class', readonly class: string }
  | { readonly type: 'undo' }
  | { readonly type: 'escape' }
  /** Window, tab, tool or task switch, lost pointer. */
  | { readonly type: 'blur' }

export type ToolOp =
  | ShapeOperation
  | { readonly op: 'select', readonly ids: readonly string[] }
  /** Said to the person; nothing was created. */
  | { readonly op: 'refuse', readonly failure: Failure }
  /** Moves the picture under the view, in image pixels. */
  | { readonly op: 'pan', readonly by: Point }

/** The operations of one step that touch shapes are one undo mark. */
export interface Step<S> { readonly state: S, readonly ops?: readonly ToolOp[] }

/** What a gesture shows before it is committed; never stored. */
export interface Preview {
  /** Drawn on the overlay, instead of the stored shapes with the same ids. */
  readonly shapes?: readonly ShapeRecord[]
  /** An open line under construction, in image pixels; `closable` when the next click may close it. */
  readonly path?: { readonly points: readonly Point[], readonly closable: boolean }
  readonly marquee?: { readonly bounds: Bounds, readonly how: 'inside' | 'touching' }
  readonly crosshair?: boolean
  /** Own caret of a document, in code points. */
  readonly caret?: { readonly anchor: number, readonly focus: number }
}

export interface State { readonly name: string }
type EventType = ToolEvent<unknown>['type']
type Handlers<X extends Space, S extends State, N extends S['name']> = {
  readonly [E in EventType]?: (state: Extract<S, { readonly name: N }>, event: Extract<ToolEvent<X['place']>, { readonly type: E }>, view: X['view']) => Step<S>
}
/** Every state but `idle` must say what Escape and losing the focus do to it. */
type On<X extends Space, S extends State> = {
  readonly [N in S['name']]: N extends 'idle' ? Handlers<X, S, N> : Handlers<X, S, N> & Required<Pick<Handlers<X, S, N>, 'escape' | 'blur'>>
}

interface ToolSource<X extends Space, S extends State> {
  readonly id: string
  readonly cursor: string
  /** The letter that takes up the tool; none for a tool that is always there. */
  readonly key?: string
  readonly initial: Extract<S, { readonly name: 'idle' }>
  readonly on: On<X, S>
  preview?(state: S, view: X['view']): Preview
  /** Names of states that outlive a blur and a crash: drafts of several clicks. */
  readonly drafts?: readonly S['name'][]
}

/** A tool at work: the machine with its present state inside. */
export interface RunningTool<X extends Space> {
  readonly id: string
  readonly cursor: string
  readonly stateName: string
  /** Does the present state answer this kind of event? */
  hears(type: EventType): boolean
  send(event: ToolEvent<X['place']>, view: X['view']): readonly ToolOp[]
  preview(view: X['view']): Preview
  /** The state as JSON when it is a draft worth keeping, else null. */
  draft(): string | null
  /** Takes up a kept draft; false when it is not one of this tool. */
  resume(draft: string): boolean
}

export interface ToolDefinition<X extends Space> {
  readonly id: string
  readonly key: string | null
  readonly states: readonly string[]
  start(): RunningTool<X>
}

/**
 * A tool as data: states are a tagged union, handlers are pure.
 */
export const defineTool = <X extends Space, S extends State>(source: ToolSource<X, S>): ToolDefinition<X> => ({
  id: source.id,
  key: source.key ?? null,
  states: Object.keys(source.on),
  start: () => run(source),
})

const run = <X extends Space, S extends State>(source: ToolSource<X, S>): RunningTool<X> => {
  let state: S = source.initial
  type Dispatch = Partial<Record<EventType, (state: S, event: ToolEvent<X['place']>, view: X['view']) => Step<S>>>
  // The mapped type pairs each state with its own handlers; the compiler cannot follow that pairing through a lookup by name.
  const handlers = source.on as unknown as Readonly<Record<string, Dispatch>>
  const drafts: readonly string[] = source.drafts ?? []
  return {
    id: source.id,
    cursor: source.cursor,
    get stateName() { return state.name },
    hears: type => handlers[state.name]?.[type] !== undefined,
    send: (event, view) => {
      const handler = handlers[state.name]?.[event.type]
      if (!handler) return []
      const step = handler(state, event, view)
      state = step.state
      return step.ops ?? []
    },
    preview: view => source.preview?.(state, view) ?? {},
    draft: () => drafts.includes(state.name) ? JSON.stringify(state) : null,
    resume: draft => {
      const kept = JSON.parse(draft) as S
      if (!drafts.includes(kept.name)) return false
      state = kept
      return true
    },
  }
}
