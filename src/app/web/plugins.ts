import type { FormatDefinition } from '../../sockets/format.ts'
import type { ModalityDefinition } from '../../sockets/modality.ts'
import type { OperatorDefinition } from '../../sockets/operator.ts'
import { byId, type Plugins, type Socket } from '../../sockets/registry.ts'
import type { ShapeDefinition } from '../../sockets/shape.ts'

/** `../../plugins/shapes/box/index.ts` is the folder `box`. */
const folderOf = (path: string): string => path.split('/').at(-2)!

const collected = <T extends { readonly id: string }>(modules: Record<string, T>): ReadonlyMap<string, T> =>
  byId(Object.entries(modules).map(([path, plugin]) => [folderOf(path), plugin] as const))

/** The pure halves, found by the bundler in the plug-in folders: no list names them. */
export const plugins: Plugins = {
  shapes: collected(import.meta.glob<ShapeDefinition>('../../plugins/shapes/*/index.ts', { eager: true, import: 'default' })),
  modalities: collected(import.meta.glob<ModalityDefinition>('../../plugins/modalities/*/index.ts', { eager: true, import: 'default' })),
  operators: collected(import.meta.glob<OperatorDefinition>('../../plugins/operators/*/index.ts', { eager: true, import: 'default' })),
  formats: collected(import.meta.glob<FormatDefinition>('../../plugins/formats/*/index.ts', { eager: true, import: 'default' })),
}

const webHalves = import.meta.glob<unknown>('../../plugins/*/*/web/index.{ts,tsx}', { import: 'default' })

/** Plug-ins of the socket that have a web half. */
export const withWebHalf = (socket: Socket): readonly string[] =>
  Object.keys(webHalves).filter(path => path.startsWith(`../../plugins/${socket}/`)).map(path => path.split('/').at(-3)!).sort()

/** Fetches the web half of one plug-in (drawing, tool, surface); null when it has none. Its form is the business of who asked for it. */
export const loadWebHalf = async (socket: Socket, id: string): Promise<unknown> => {
  const load = webHalves[`../../plugins/${socket}/${id}/web/index.ts`] ?? webHalves[`../../plugins/${socket}/${id}/web/index.tsx`]
  return load ? await load() : null
}
