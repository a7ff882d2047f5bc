import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Failure } from '../../../kernel/failure.ts'
import type { Message } from '../../../kernel/messages.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import { sampleFailures } from '../../../support/sample/errors.ts'
import { makeSample } from '../../../support/sample/make.ts'
import { sampleMessages } from '../../../support/sample/messages.ts'
import type { SampleManifest, SampleOptions } from '../../../support/sample/model.ts'
import { failureText, sentence, terminalLocale } from '../../host/terminal.ts'

export const summary: Message = sampleMessages.summary

const most = 100_000
const defaults = { images: '60', texts: '240', seed: 'feedstock' } as const
const known = { into: 'string', images: 'string', texts: 'string', seed: 'string', json: 'boolean' } as const

const errno = (error: unknown): string => error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)

const countOf = (option: string, value: string): Result<number> =>
  /^\d{1,6}$/.test(value) && Number(value) <= most ? ok(Number(value)) : fail(sampleFailures.badCount({ option, value, most }))

/** Reads the command line; `json` asks for the answer on the standard output as JSON. */
export const readSampleOptions = (argv: readonly string[]): Result<SampleOptions & { readonly json: boolean }> => {
  const { tokens, values } = parseArgs({
    args: [...argv], strict: false, allowPositionals: true, tokens: true,
    options: { into: { type: known.into }, images: { type: known.images }, texts: { type: known.texts }, seed: { type: known.seed }, json: { type: known.json } },
  })
  const stranger = tokens.find(t => t.kind === 'positional' || t.kind === 'option' && !(t.name in known))
  if (stranger) return fail(sampleFailures.unknownOption({ option: stranger.kind === 'option' ? stranger.rawName : stranger.kind === 'positional' ? stranger.value : '--' }))
  const { into, seed = defaults.seed, images = defaults.images, texts = defaults.texts, json = false } = values
  if (typeof into !== 'string' || into === '') return fail(sampleFailures.folderMissing())
  const imageCount = countOf('--images', String(images)), textCount = countOf('--texts', String(texts))
  if (!imageCount.ok) return imageCount
  if (!textCount.ok) return textCount
  return ok({ into: path.resolve(into), seed: String(seed), images: imageCount.value, texts: textCount.value, json: json === true })
}

/** A folder that is not there yet is as good as an empty one. */
const refusal = async (folder: string): Promise<Failure | null> => {
  try {
    return (await readdir(folder)).length > 0 ? sampleFailures.folderNotEmpty({ folder }) : null
  } catch (error) {
    return errno(error) === 'ENOENT' ? null : sampleFailures.folderUnusable({ folder, reason: errno(error) })
  }
}

const report = (folder: string, { seed, images, texts }: SampleManifest) => ({
  folder, manifest: path.join(folder, 'manifest.json'), seed,
  images: images.length, badImages: images.filter(i => i.defect).length,
  texts: texts.length, badTexts: texts.filter(t => t.defect).length,
})

/** `feedstock sample`. @returns 0 when everything is written, 2 for a wrong command line or folder, 1 when writing fails */
export const run = async (argv: string[]): Promise<number> => {
  const locale = terminalLocale(process.env)
  const complain = (failure: Failure, code: number): number => { console.error(failureText(failure, locale)); return code }
  const options = readSampleOptions(argv)
  if (!options.ok) return complain(options.failure, 2)
  const { into, json } = options.value
  const refused = await refusal(into)
  if (refused) return complain(refused, 2)
  const progress = (done: number, total: number): void => {
    if (process.stderr.isTTY) process.stderr.write(done === total ? '\r\u001b[K' : `\r${done} / ${total}`)
  }
  try {
    const made = report(into, await makeSample(options.value, progress))
    console.log(json ? JSON.stringify(made) : sentence(sampleMessages.made, made, locale))
    return 0
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return complain(sampleFailures.folderUnusable({ folder: into, reason: errno(error) }), 1)
    throw error
  }
}
