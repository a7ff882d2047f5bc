import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataset, listAssets, readContent, readThumbnail, startImport, storeUpload } from '../../src/chain/1-source/contract.ts'
import { createProject } from '../../src/workspace/project/contract.ts'
import { commandWith, freePort, install, start, uninstall, type Installation } from '../harness/installation.ts'
import { isLacking, outsideServers } from '../harness/outside.ts'
import { ended, firstAdministrator, leastProject } from '../harness/people.ts'
import { startS3Server, type S3Server } from '../harness/s3-server.ts'

describe.skipIf(isLacking(outsideServers.s3))('blobs in an S3 service', () => {
  let s3: S3Server, data: string, product: Installation
  beforeAll(async () => {
    s3 = await startS3Server()
    await s3.bucket('feedstock')
    data = await install()
    product = await start(data, await freePort(), {
      S3_ENDPOINT: s3.access.endpoint, S3_BUCKET: 'feedstock', S3_REGION: s3.access.region, S3_ACCESS_KEY_ID: s3.access.accessKeyId, S3_SECRET_ACCESS_KEY: s3.access.secretAccessKey,
    })
  }, 240_000)
  afterAll(async () => {
    await product.stop()
    await s3.stop()
    await uninstall(data)
  }, 60_000)

  test('an upload becomes an asset whose bytes and thumbnail are read back; all of them lie in the bucket and none in the data folder', async () => {
    const person = await firstAdministrator(product.url, product.setupLink!)
    // Noise does not compress: more than one part of an S3 upload.
    const picture = await sharp({ create: { width: 1600, height: 1600, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer()
    expect(picture.length).toBeGreaterThan(5 * 2 ** 20)
    const { id: project } = await person.call(createProject, { body: leastProject('Pictures') })
    const { id: dataset } = await person.call(createDataset, { params: { project }, body: { name: 'Pictures' } })
    const stored = await person.upload(storeUpload, { params: { dataset }, query: { name: 'noise.png' } }, picture)
    await ended(person, (await person.call(startImport, { params: { dataset }, body: { provenance: { kind: 'self_collected', record: 'test' } } })).run)
    const { assets: [asset] } = await person.call(listAssets, { params: { dataset }, query: {} })
    expect([asset!.sha256, asset!.thumbnail]).toEqual([stored.sha256, true])
    const params = { asset: asset!.id }
    expect(picture.equals(await person.bytes(readContent, { params, query: {} }))).toBe(true)
    expect((await sharp(await person.bytes(readThumbnail, { params, query: {} })).metadata()).width).toBeLessThan(1600)
    const objects = (await s3.client.send(new ListObjectsV2Command({ Bucket: 'feedstock' }))).Contents ?? []
    expect(objects.find(object => object.Key!.endsWith(`/${stored.sha256}`))?.Size).toBe(picture.length)
    expect(objects.length).toBeGreaterThanOrEqual(2)
    expect(await readdir(path.join(data, 'blobs'))).toEqual([])
  }, 90_000)

  test('a backup reads the blobs from the bucket, and a restore puts them into a folder, or back into a bucket', async () => {
    const taken = path.join(data, 'backups', 'one.tar'), elsewhere = await install(), env = (bucket: string) => ({
      S3_ENDPOINT: s3.access.endpoint, S3_BUCKET: bucket, S3_REGION: s3.access.region, S3_ACCESS_KEY_ID: s3.access.accessKeyId, S3_SECRET_ACCESS_KEY: s3.access.secretAccessKey,
    })
    const keysOf = async (bucket: string): Promise<string[]> => ((await s3.client.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []).map(object => object.Key!).filter(key => !key.startsWith('parts/')).sort()
    try {
      expect(await commandWith(env('feedstock'), 'backup', taken, '--data', data, '--with-keys')).toMatchObject({ code: 0, stderr: '' })
      await s3.bucket('second')
      expect(await commandWith({}, 'restore', taken, '--data', path.join(elsewhere, 'folder'))).toMatchObject({ code: 0, stderr: '' })
      expect(await commandWith(env('second'), 'restore', taken, '--data', path.join(elsewhere, 'bucket'))).toMatchObject({ code: 0, stderr: '' })
      const files = (await readdir(path.join(elsewhere, 'folder', 'blobs'), { recursive: true })).filter(name => name.split(path.sep).length === 3)
      expect(files.map(name => name.replace(/\/..\//, '/')).sort()).toEqual(await keysOf('feedstock'))
      expect(await keysOf('second')).toEqual(await keysOf('feedstock'))
    } finally { await uninstall(elsewhere) }
  }, 120_000)
})
