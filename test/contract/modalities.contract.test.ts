import { describe, expect, test } from 'vitest'
import { isProbe, type ModalityDefinition, type ModalityServer } from '../../src/sockets/modality.ts'
import { foldersOf, lacks, load } from './folders.ts'
import { madeFiles, type MadeFile } from './made-files.ts'

const files = await madeFiles()
const head = (file: MadeFile): Uint8Array => file.bytes.subarray(0, 4096)

describe.each(foldersOf('modalities'))('modality %s', id => {
  const it = (title: string, check: (modality: ModalityDefinition, server: ModalityServer) => Promise<void>): void => {
    test(title, async () => check(await load<ModalityDefinition>('modalities', id), await load<ModalityServer>('modalities', id, 'server')))
  }
  const own = files.filter(file => file.modality === id)

  it('has a README with the required headings, tests, a server half, and an id that is its folder', async (modality, server) => {
    expect(lacks('modalities', id, ['What it does', 'Parameters', 'Limits', 'Source'])).toEqual([])
    expect([modality.id, typeof server.probe]).toEqual([id, 'function'])
    expect([...modality.extensions, ...modality.mediaTypes].every(text => text === text.toLowerCase())).toBe(true)
    expect(modality.extensions.every(extension => extension.startsWith('.'))).toBe(true)
  })

  it('recognises its own files by content, whatever their name, as a media type that it declares', async modality => {
    expect(own.length).toBeGreaterThan(0)
    for (const file of own) for (const name of [file.name, 'no-extension', 'wrong.bin']) {
      expect([name, modality.recognise(head(file), name)]).toEqual([name, file.mediaType])
      expect(modality.mediaTypes).toContain(file.mediaType)
    }
  })

  it('claims no file of another modality, also under its own extension', async modality => {
    for (const file of files.filter(other => other.modality !== id)) {
      for (const name of [file.name, `renamed${modality.extensions[0]}`]) expect([file.name, modality.recognise(head(file), name)]).toEqual([file.name, null])
    }
  })

  it('probes a made file to the facts of its making, twice the same, and leaves the bytes alone', async (_, server) => {
    for (const file of own) {
      const before = Uint8Array.from(file.bytes), probe = await server.probe(file.bytes, file.name)
      if (!isProbe(probe)) throw new Error(`${file.name}: ${probe.code}`)
      expect(probe.facts).toMatchObject(file.facts)
      expect(probe.mediaType).toBe(file.mediaType)
      expect(probe.warnings).toEqual([])
      expect(await server.probe(file.bytes, file.name)).toEqual(probe)
      expect(file.bytes).toEqual(before)
    }
  })

  it('answers no bytes, and every file of another modality, with a coded failure', async (_, server) => {
    for (const [name, bytes] of [['empty', new Uint8Array(0)], ...files.filter(other => other.modality !== id).map(file => [file.name, file.bytes] as const)] as const) {
      const probe = await server.probe(bytes, name)
      expect([name, isProbe(probe) ? 'a probe' : probe.code]).toEqual([name, expect.stringMatching(/^[a-z]+\.[a-z-]+$/)])
    }
  })
})

test('no file is claimed by two modalities', async () => {
  const modalities = await Promise.all(foldersOf('modalities').map(id => load<ModalityDefinition>('modalities', id)))
  for (const file of files) expect([file.name, modalities.filter(m => m.recognise(head(file), file.name) !== null).map(m => m.id)]).toEqual([file.name, [file.modality]])
})
