import type { Readable } from 'node:stream'
import { refuse } from '../../../kernel/failure.ts'
import type { ProjectId } from '../../../kernel/ids.ts'
import type { Actor } from '../../access/model.ts'
import { scopeOf } from '../../access/service.ts'
import { rememberBlob } from '../../blobs/service.ts'
import { inScope, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record } from '../../journal/service.ts'
import { projectFailures } from '../errors.ts'
import { examplesAsked } from '../events.ts'
import type { GuidelineDocument } from '../model.ts'
import { assetsShown, brokenPart, inSight, pictureLimit, picturesShown, pictureType } from './model.ts'
import * as rows from './repository.ts'

type Standing = ReadonlyMap<string, 'there' | 'withdrawn'>
const standingOf = async (tx: Tx, project: ProjectId, document: GuidelineDocument): Promise<Standing> => {
  const assets = assetsShown(document.rules), standing = new Map<string, 'there' | 'withdrawn'>()
  if (assets.length > 0) await examplesAsked.emit({ tx, project, assets, standing })
  return standing
}

/** A guideline as one reader may see it, with the assets of its examples that were withdrawn. */
export interface SeenGuideline { readonly document: GuidelineDocument, readonly withdrawn: string[] }
/** Guests are given no example of an asset outside their sight; the organisation's own people see every asset of their project. */
export const guidelineFor = async (tx: Tx, actor: Pick<Actor, 'guest'>, project: ProjectId, document: GuidelineDocument): Promise<SeenGuideline> => {
  const standing = await standingOf(tx, project, document), withdrawn = [...standing].flatMap(([asset, state]) => state === 'withdrawn' ? [asset] : [])
  return { document: actor.guest ? { ...document, rules: inSight(document.rules, new Set(standing.keys())) } : document, withdrawn }
}

/**
 * Refuses examples whose part is none, whose asset the project does not have, or whose picture was never uploaded. An asset that was
 * withdrawn may stay where the version before has it: somebody else's withdrawal keeps nobody from correcting a word.
 */
export const demandExamples = async (tx: Tx, project: ProjectId, document: GuidelineDocument, before: GuidelineDocument | null): Promise<void> => {
  const wrong = (rule: number, reason: 'part' | 'asset' | 'picture'): never => refuse(projectFailures.exampleBroken({ rule: rule + 1, reason }, { field: `document.rules[${rule}].shown` }))
  const broken = brokenPart(document.rules)
  if (broken !== null) wrong(broken, 'part')
  const standing = await standingOf(tx, project, document), kept = new Set(before ? assetsShown(before.rules) : [])
  const pictures = new Set((await rows.findPictures(tx, project, picturesShown(document.rules))).map(p => p.sha256))
  for (const [at, { shown }] of document.rules.entries()) {
    if (!shown) continue
    if ('picture' in shown) { if (!pictures.has(shown.picture)) wrong(at, 'picture') }
    else if (!kept.has(shown.asset) && standing.get(shown.asset) !== 'there') wrong(at, 'asset')
  }
}

/** All of a body that is small. */
const readAll = async (body: Readable, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Uint8Array
    size += bytes.length
    if (size > limit) {
      // The reply goes out on a connection whose bytes are read, or never.
      body.resume()
      refuse(projectFailures.pictureTooLarge({ limit }))
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Keeps a picture for examples. What it is is told by its bytes. @param permit refuses whoever may not change the guideline */
export const storePicture = async (services: Services, actor: Actor, project: ProjectId, body: Readable, permit: (tx: Tx) => Promise<unknown>): Promise<rows.Picture> => {
  const scope = scopeOf(actor)
  await inScope(services.db, scope, permit)
  const bytes = await readAll(body, pictureLimit), mediaType = pictureType(bytes)
  if (mediaType === null) return refuse(projectFailures.pictureKind())
  const { sha256, size } = await services.blobs.put(actor.organisation, bytes), picture = { sha256, media_type: mediaType, size }
  await inScope(services.db, scope, async tx => {
    await permit(tx)
    const now = services.clock.now()
    await rememberBlob(tx, actor.organisation, { sha256, size, mediaType }, now)
    if (await rows.insertPicture(tx, { ...picture, organisation: actor.organisation, project, by: actor.membership, now }))
      await record(tx, actor, now, { verb: 'guideline.picture-stored', kind: 'guideline', object: project, project, detail: { picture: sha256, size } })
  })
  return picture
}

export const findPicture = async (tx: Tx, project: ProjectId, sha256: string): Promise<rows.Picture> =>
  (await rows.findPictures(tx, project, [sha256]))[0] ?? refuse(projectFailures.pictureUnknown())
