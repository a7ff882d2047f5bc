import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import type { SchemaView, ShapeView } from './contract.ts'
import { projectTemplates } from './templates/model.ts'

let product: InlineProduct, ada: Person
beforeAll(async () => {
  product = await startProduct({ kinds: [], endpoints: [] })
  ada = await product.founder('Ada')
})
afterAll(() => product.stop())

const boxes = projectTemplates.find(p => p.id === 'image-boxes')!.schema
/** A project whose second version holds the classes of the boxes template. @returns the address of its label schema */
const withBoxes = async (): Promise<string> => {
  const url = `/api/v1/projects/${await makeProject(ada)}/schema`
  expect(await ada.send('POST', url, { base: 1, document: boxes })).toMatchObject({ status: 201, body: { version: 2 } })
  return url
}

test('a saved id never leaves a label schema: the refusal names it and its place, renaming and adding make the next version', async () => {
  const url = await withBoxes(), [first, ...rest] = boxes.classes
  const without = await ada.send('POST', url, { base: 2, document: { ...boxes, classes: rest } })
  expect(without).toMatchObject({ status: 409, body: { error: { code: 'project.id-vanished', parameters: { what: 'class', id: first!.id }, place: { field: 'document.classes' } } } })
  const renamed = { classes: [...rest, { ...first!, name: { en: 'Renamed' } }, { id: 'added', name: { en: 'Added' }, colour: 3, kinds: ['box'], attributes: [] }], questions: [{ id: 'mood', title: { en: 'Mood' }, kind: 'text', required: false }] }
  expect(await ada.send('POST', url, { base: 2, document: renamed })).toMatchObject({ status: 201, body: { version: 3, document: renamed } })
  const changed = await ada.send('POST', url, { base: 3, document: { ...renamed, questions: [{ ...renamed.questions[0]!, kind: 'rating', min: 1, max: 5 }] } })
  expect(changed).toMatchObject({ status: 409, body: { error: { code: 'project.kind-changed', parameters: { what: 'question', id: 'mood' } } } })
  expect(((await ada.send('GET', url)).body as SchemaView).version).toBe(3)
})

test('whoever saves on an old base hears which version is the newest before anything else', async () => {
  const url = await withBoxes()
  expect(await ada.send('POST', url, { base: 1, document: { classes: [], questions: [] } })).toMatchObject({ status: 409, body: { error: { code: 'project.changed-meanwhile', parameters: { current: 2 } } } })
})

test('the shapes that a class can use are listed with their titles', async () => {
  const { shapes } = (await ada.send('GET', '/api/v1/shapes')).body as { shapes: ShapeView[] }
  expect(shapes.find(s => s.id === 'box')).toEqual({ id: 'box', title: { 'zh-Hans': '矩形框', 'zh-Hant': '矩形框', en: 'Box' }, space: 'raster' })
  expect(shapes.some(s => s.space === 'document')).toBe(true)
})
