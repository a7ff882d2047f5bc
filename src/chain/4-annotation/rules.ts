import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Plugins } from '../../sockets/registry.ts'
import type { ShapeDefinition } from '../../sockets/shape.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { KindRules, Rules, SlotFacts } from './model.ts'

const compiled = new WeakMap<ShapeDefinition, KindRules>()

const rulesOf = (shape: ShapeDefinition): KindRules => {
  const known = compiled.get(shape)
  if (known) return known
  const schema = Compile(shape.payload as TSchema)
  const rules: KindRules = {
    version: shape.version, space: shape.space,
    problem: payload => (schema.Check(payload) ? shape.check?.(payload as never) ?? null : 'shape.malformed'),
    end: payload => shape.end?.(payload as never) ?? null,
    ends: payload => shape.ends?.(payload as never) ?? null,
  }
  compiled.set(shape, rules)
  return rules
}

/** The rules of one label schema version for a task with these places; payload schemas are compiled once per process. */
export const rulesFor = (plugins: Plugins, schema: LabelSchemaDocument, slots: ReadonlyMap<string, SlotFacts>): Rules => ({
  schema, slots,
  kind: id => { const shape = plugins.shapes.get(id); return shape && rulesOf(shape) },
})
