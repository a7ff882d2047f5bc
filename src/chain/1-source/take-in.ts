import type { Failure, Place } from '../../kernel/failure.ts'
import { isProbe, type Facts, type ModalityDefinition, type ProbeHints } from '../../sockets/modality.ts'
import type { StoredBlob } from '../../workspace/blobs/service.ts'
import type { Work } from '../../workspace/runs/service.ts'
import { sourceFailures } from './errors.ts'
import type { Derived } from './model.ts'

/** A file that became an asset, as the reading stage hands it to the commit. */
export interface Taken { readonly ordinal: number, readonly name: string, readonly modality: string, readonly mediaType: string, readonly sha256: string, readonly size: number, readonly facts: Facts, readonly derivatives: readonly Derived[] }
export interface TakenIn { readonly taken: Omit<Taken, 'ordinal'> | null, readonly failure: Failure | null, readonly warnings: readonly Failure[] }

/** Bytes of one file in memory at most: probing decodes it whole. */
export const fileLimit = 512 * 1024 * 1024
const headLength = 4096

const extensionOf = (name: string): string => name.toLowerCase().match(/[^/]\.[a-z0-9]+$/)?.[0].slice(1) ?? ''

/** The content decides; of several kinds that know it, the one that the name speaks for. A name alone counts when no content is known. */
export const modalityOf = (modalities: Iterable<ModalityDefinition>, bytes: Uint8Array, name: string): { modality: ModalityDefinition | null, misnamed: boolean } => {
  const all = [...modalities], extension = extensionOf(name)
  const named = all.find(m => m.extensions.includes(extension)) ?? null
  const known = all.filter(m => m.recognise(bytes.subarray(0, headLength), name) !== null)
  const modality = known.find(m => m === named) ?? known[0] ?? named
  return { modality, misnamed: named !== null && modality !== named }
}

type Where = Pick<Work<unknown>, 'organisation' | 'services'>

/** Probes one file and stores it with what is derived from it. @param file.stored when the bytes lie in the store already */
export const takeIn = async (work: Where, file: { name: string, bytes: Uint8Array, stored?: StoredBlob }, hints: ProbeHints): Promise<TakenIn> => {
  const place: Place = { file: file.name }
  const { modality, misnamed } = modalityOf(work.services.plugins.modalities.values(), file.bytes, file.name)
  if (!modality) return { taken: null, failure: sourceFailures.unrecognised({}, place), warnings: [] }
  const warning = misnamed ? [sourceFailures.otherKind({ extension: extensionOf(file.name), modality: modality.id }, place)] : []
  return take(work, modality, file, place, warning, hints)
}

/** As takeIn, for a row of a table, which is a plain text whatever it begins with. */
export const takeInText = async (work: Where, name: string, text: string, place: Place): Promise<TakenIn> => {
  const modality = [...work.services.plugins.modalities.values()].find(m => m.mediaTypes.includes('text/plain'))
  if (!modality) return { taken: null, failure: sourceFailures.unrecognised({}, place), warnings: [] }
  return take(work, modality, { name, bytes: Buffer.from(text, 'utf8') }, place, [])
}

const take = async ({ services, organisation }: Where, modality: ModalityDefinition, file: { name: string, bytes: Uint8Array, stored?: StoredBlob }, place: Place, before: readonly Failure[], hints: ProbeHints = {}): Promise<TakenIn> => {
  const server = services.servers.modalities.get(modality.id)
  if (!server) throw new Error(`modality ${modality.id} has no server half here`)
  let probe
  // A decoder that falls over on one file must not take the others with it.
  try { probe = await server.probe(file.bytes, file.name, hints) } catch (error) { probe = sourceFailures.probeFailed({ reason: String(error instanceof Error ? error.message : error).slice(0, 200) }, place) }
  if (!isProbe(probe)) return { taken: null, failure: { ...probe, place: { ...probe.place, ...place } }, warnings: before }
  const derivatives: Derived[] = []
  for (const { role, mediaType, bytes } of probe.derivatives) derivatives.push({ role, mediaType, ...await services.blobs.put(organisation, bytes) })
  const { sha256, size } = file.stored ?? await services.blobs.put(organisation, file.bytes)
  return {
    taken: { name: file.name, modality: modality.id, mediaType: probe.mediaType, sha256, size, facts: probe.facts, derivatives },
    failure: null, warnings: [...before, ...probe.warnings.map(w => ({ ...w, place: { ...w.place, ...place } }))],
  }
}
