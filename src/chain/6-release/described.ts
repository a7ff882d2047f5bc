import type { ManifestItem } from './model.ts'

/** Where the items come from, in figures: kinds of source (GB/T 45654-2025 5.1) and licences, the most frequent first. */
export interface Described { readonly kinds: readonly (readonly [kind: string, items: number])[], readonly licences: readonly (readonly [licence: string, items: number])[], readonly unlicensed: number, readonly modalities: readonly (readonly [modality: string, items: number])[] }

const counted = (values: readonly string[]): [string, number][] =>
  [...Map.groupBy(values, v => v)].map(([value, all]): [string, number] => [value, all.length]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))

const field = (provenance: unknown, name: string): string | null => {
  const value: unknown = typeof provenance === 'object' && provenance !== null ? (provenance as Readonly<Record<string, unknown>>)[name] : null
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

export const describe = (items: readonly Pick<ManifestItem, 'provenance' | 'asset'>[]): Described => {
  const licences = items.map(i => field(i.provenance, 'licence'))
  return {
    kinds: counted(items.map(i => field(i.provenance, 'kind') ?? 'unknown')), licences: counted(licences.filter(l => l !== null)), unlicensed: licences.filter(l => l === null).length,
    modalities: counted(items.map(i => i.asset.modality)),
  }
}
