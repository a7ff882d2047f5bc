import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readSampleOptions, run } from './sample.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'feedstock-sample-cli-')) })
afterEach(() => { vi.restoreAllMocks(); rmSync(folder, { recursive: true, force: true }) })

/** Runs the command and keeps what it says. */
const said = async (...argv: string[]): Promise<{ code: number, out: string, err: string }> => {
  const out = vi.spyOn(console, 'log').mockReturnValue(), err = vi.spyOn(console, 'error').mockReturnValue()
  const code = await run(argv)
  return { code, out: out.mock.calls.flat().join('\n'), err: err.mock.calls.flat().join('\n') }
}

describe('feedstock sample', () => {
  it('writes the sample into a new folder and answers in JSON', async () => {
    const into = join(folder, 'new')
    const { code, out } = await said('--into', into, '--images', '1', '--texts', '8', '--seed', 's', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({ folder: into, manifest: join(into, 'manifest.json'), seed: 's', images: 1, badImages: 0, texts: 8, badTexts: 4 })
    expect(readdirSync(into).sort()).toEqual(['images', 'manifest.json', 'texts'])
    expect(JSON.parse(readFileSync(join(into, 'manifest.json'), 'utf8'))).toMatchObject({ version: 1, seed: 's' })
  })

  it('leaves a folder that is not empty untouched and says so with exit code 2', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    const { code, err } = await said('--into', folder, '--images', '1')
    expect(code).toBe(2)
    expect(err).toContain('sample.folder-not-empty')
    expect(readdirSync(folder)).toEqual(['mine.txt'])
  })

  it('refuses a file in place of a folder, with the reason of the system', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, err } = await said('--into', file)
    expect(code).toBe(2)
    expect(err).toMatch(/ENOTDIR.*sample\.folder-unusable/)
  })

  it.each([
    [['--images', '3'], 'sample.folder-missing'],
    [['--into', 'x', '--images', '-3'], 'sample.bad-count'],
    [['--into', 'x', '--images=1.5'], 'sample.bad-count'],
    [['--into', 'x', '--texts', '100001'], 'sample.bad-count'],
    [['--into', 'x', '--image', '3'], 'sample.unknown-option'],
    [['x'], 'sample.unknown-option'],
  ])('refuses %j with %s', (argv, code) => {
    expect(readSampleOptions(argv)).toMatchObject({ ok: false, failure: { code } })
  })
})
