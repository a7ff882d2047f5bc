/** One input of a parameter form, read off the operator's JSON Schema. */
export type ParameterField = { readonly name: string } & (
  | { readonly kind: 'number', readonly integer: boolean, readonly min: number | null, readonly max: number | null }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice', readonly options: readonly string[] }
  | { readonly kind: 'choices', readonly options: readonly string[] }
  | { readonly kind: 'text', readonly pattern: string | null }
  /** A form of schema that no input stands for: its value is shown and kept. */
  | { readonly kind: 'fixed' }
)

type Node = Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const numberOr = (value: unknown): number | null => typeof value === 'number' ? value : null
const isText = (value: unknown): value is string => typeof value === 'string'

/** The texts that a schema allows, when it allows only some. */
const optionsOf = (schema: Node): readonly string[] | null => {
  const { enum: listed, anyOf } = schema
  if (Array.isArray(listed) && listed.every(isText)) return listed
  const constants = Array.isArray(anyOf) ? anyOf.map(one => isNode(one) ? one['const'] : undefined) : []
  return constants.length > 0 && constants.every(isText) ? constants : null
}

const fieldOf = (name: string, schema: unknown): ParameterField => {
  if (!isNode(schema)) return { name, kind: 'fixed' }
  const options = optionsOf(schema)
  if (options) return { name, kind: 'choice', options }
  switch (schema['type']) {
    case 'number': case 'integer': return { name, kind: 'number', integer: schema['type'] === 'integer', min: numberOr(schema['minimum']), max: numberOr(schema['maximum']) }
    case 'boolean': return { name, kind: 'switch' }
    case 'string': return { name, kind: 'text', pattern: isText(schema['pattern']) ? schema['pattern'] : null }
    case 'array': {
      const items = isNode(schema['items']) ? optionsOf(schema['items']) : null
      return items ? { name, kind: 'choices', options: items } : { name, kind: 'fixed' }
    }
    default: return { name, kind: 'fixed' }
  }
}

/** The inputs of an operator's parameters, in the order in which its schema names them. @param schema a JSON Schema of an object */
export const parameterFields = (schema: unknown): readonly ParameterField[] => {
  const properties = isNode(schema) ? schema['properties'] : undefined
  return isNode(properties) ? Object.entries(properties).map(([name, property]) => fieldOf(name, property)) : []
}

/** Why a typed number cannot be the parameter; null when it can. */
export const numberProblem = (field: Extract<ParameterField, { kind: 'number' }>, value: number): 'unreadable' | 'fraction' | 'low' | 'high' | null => {
  if (!Number.isFinite(value)) return 'unreadable'
  if (field.integer && !Number.isInteger(value)) return 'fraction'
  if (field.min !== null && value < field.min) return 'low'
  return field.max !== null && value > field.max ? 'high' : null
}
