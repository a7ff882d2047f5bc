import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import type { Judgement, OperatorDefinition, OperatorInput, OperatorServer, Unit } from '../../src/sockets/operator.ts'
import { foldersOf, lacks, load } from './folders.ts'
import { madeFiles, type MadeFile } from './made-files.ts'

const files = await madeFiles()
const inputOf = (file: MadeFile): OperatorInput => ({ name: file.name, modality: file.modality, mediaType: file.mediaType, facts: file.facts, bytes: async () => file.bytes })

/** Numbers of the parameters pushed to the ends that the schema allows, one at a time: a threshold at its limit makes the rare verdicts. */
const variants = (operator: OperatorDefinition): Readonly<Record<string, unknown>>[] => {
  const properties = operator.parameters.properties as Record<string, { minimum?: number, maximum?: number, type?: string }>
  const defaults = operator.defaults as Record<string, unknown>
  const pushed = Object.entries(properties).flatMap(([name, schema]) => [schema.minimum, schema.maximum].filter(limit => limit !== undefined).map(limit => ({ ...defaults, [name]: limit })))
  return [defaults, ...pushed].filter(parameters => Value.Check(operator.parameters, parameters))
}

const judged = (operator: OperatorDefinition, units: readonly Unit<unknown>[], parameters: unknown): [string, Judgement][] => operator.group
  ? [...operator.group(units, parameters as never)]
  : units.map(unit => [unit.asset, operator.judge!(unit.measures as never, parameters as never)])

const measured = async (operator: OperatorDefinition, server: OperatorServer, parameters: unknown): Promise<Unit<unknown>[]> =>
  Promise.all(files.filter(file => operator.modalities.includes(file.modality)).map(async file => ({ asset: file.name, measures: await server.measure(inputOf(file), parameters as never) })))

describe.each(foldersOf('operators'))('operator %s', id => {
  const it = (title: string, check: (operator: OperatorDefinition, server: OperatorServer) => Promise<void>): void => {
    test(title, async () => check(await load<OperatorDefinition>('operators', id), await load<OperatorServer>('operators', id, 'server')))
  }

  it('has a README with the required headings, tests, a server half, and an id that is its folder', async (operator, server) => {
    expect(lacks('operators', id, ['What it does', 'Parameters', 'Limits', 'Source'])).toEqual([])
    expect([operator.id, typeof server.measure, Number.isInteger(operator.version) && operator.version >= 1]).toEqual([id, 'function', true])
  })

  it('judges alone or in a group, not both', async operator => { expect([operator.judge, operator.group].filter(Boolean).length).toBe(1) })

  it('has defaults that fit its parameters, and a title for each parameter', async operator => {
    expect(Value.Check(operator.parameters, operator.defaults)).toBe(true)
    expect(Object.keys(operator.parameterTexts).sort()).toEqual(Object.keys(operator.parameters.properties).sort())
  })

  it('draws its histogram from a measure and a parameter that exist', async operator => {
    if (!operator.histogram) return
    expect(Object.keys(operator.parameters.properties)).toContain(operator.histogram.parameter)
    expect(JSON.stringify(operator.measures)).toContain(`"${operator.histogram.measure}"`)
  })

  it('measures the same twice, as its schema says, and leaves the original alone', async (operator, server) => {
    const before = files.map(file => Uint8Array.from(file.bytes)), units = await measured(operator, server, operator.defaults)
    expect(units.length).toBeGreaterThan(0)
    for (const unit of units) expect([unit.asset, Value.Check(operator.measures, unit.measures)]).toEqual([unit.asset, true])
    expect(await measured(operator, server, operator.defaults)).toEqual(units)
    expect(files.map(file => file.bytes)).toEqual(before)
  })

  it('gives the same verdicts for the same measures, also after a trip through JSON, and touches neither', async (operator, server) => {
    const units = await measured(operator, server, operator.defaults), kept = JSON.stringify(units)
    for (const parameters of variants(operator)) {
      const verdicts = judged(operator, units, parameters)
      expect(judged(operator, JSON.parse(kept) as Unit<unknown>[], structuredClone(parameters))).toEqual(verdicts)
    }
    expect(JSON.stringify(units)).toBe(kept)
  })

  it('uses only reasons, values and details that have a text, and names only assets that it was given', async (operator, server) => {
    const units = await measured(operator, server, operator.defaults), texts = Object.keys(operator.reasons)
    for (const parameters of variants(operator)) for (const [asset, verdict] of judged(operator, units, parameters)) {
      expect(units.map(unit => unit.asset)).toContain(asset)
      if (verdict.outcome === 'dropped' || verdict.outcome === 'changed') expect(texts).toContain(verdict.reason)
      if (verdict.outcome === 'classified') expect(texts).toContain(verdict.value)
      if (verdict.outcome !== 'kept') expect(Object.keys(operator.details ?? {})).toEqual(expect.arrayContaining(Object.keys(verdict.detail ?? {}).filter(name => name !== 'of')))
      if (verdict.outcome === 'changed') expect((await load<OperatorServer>('operators', id, 'server')).change).toBeDefined()
    }
  })

  it('makes the same new bytes twice where it changes, and leaves the original alone', async (operator, server) => {
    if (!server.change) return
    const units = await measured(operator, server, operator.defaults), changed = judged(operator, units, operator.defaults).filter(([, verdict]) => verdict.outcome === 'changed')
    expect(changed.length).toBeGreaterThan(0)
    for (const [asset] of changed) {
      const file = files.find(found => found.name === asset)!, before = Uint8Array.from(file.bytes), measures = units.find(unit => unit.asset === asset)!.measures
      const once = await server.change(inputOf(file), measures as never, operator.defaults as never)
      expect(await server.change(inputOf(file), measures as never, operator.defaults as never)).toEqual(once)
      expect(Buffer.from(once.bytes).equals(Buffer.from(before))).toBe(false)
      expect(file.bytes).toEqual(before)
    }
  })
})
