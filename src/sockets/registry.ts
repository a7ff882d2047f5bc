import type { FormatDefinition } from './format.ts'
import type { ModalityDefinition, ModalityServer } from './modality.ts'
import type { OperatorDefinition, OperatorServer } from './operator.ts'
import type { ShapeDefinition } from './shape.ts'

/** Plug-ins by id. Slices reach them only through this; the shells fill it from the plug-in folders. */
export interface Plugins {
  readonly shapes: ReadonlyMap<string, ShapeDefinition>
  readonly modalities: ReadonlyMap<string, ModalityDefinition>
  readonly operators: ReadonlyMap<string, OperatorDefinition>
  readonly formats: ReadonlyMap<string, FormatDefinition>
}
/** The halves that decode untrusted bytes; only workers hold them. */
export interface PluginServers {
  readonly modalities: ReadonlyMap<string, ModalityServer>
  readonly operators: ReadonlyMap<string, OperatorServer>
}
export const sockets = ['shapes', 'modalities', 'operators', 'formats'] as const
export type Socket = (typeof sockets)[number]

/** @throws when two folders of one socket carry the same id, or a folder's id is not its name */
export const byId = <T extends { readonly id: string }>(found: readonly (readonly [folder: string, plugin: T])[]): ReadonlyMap<string, T> => {
  const map = new Map<string, T>()
  for (const [folder, plugin] of found) {
    if (plugin.id !== folder) throw new Error(`plug-in folder ${folder} declares the id ${plugin.id}; name the folder after the id`)
    map.set(plugin.id, plugin)
  }
  return map
}
