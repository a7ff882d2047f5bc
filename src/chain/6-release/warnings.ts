/** What is seen of a release before it is built, most grave first. */
export const warningCodes = [
  'provenance-incomplete', 'consent-missing', 'split-empty', 'safety-share', 'provenance-unseen', 'class-absent', 'class-sparse', 'class-imbalance', 'schema-versions',
] as const
export type WarningCode = (typeof warningCodes)[number]
export const warningSeverities = ['serious', 'notice'] as const
/** Say something of papers and consents, which are between the owner and its sources: never shown to a guest. */
const aboutProvenance: ReadonlySet<WarningCode> = new Set<WarningCode>(['provenance-incomplete', 'consent-missing', 'provenance-unseen'])

export interface ReleaseWarning {
  readonly code: WarningCode
  readonly severity: (typeof warningSeverities)[number]
  /** The split that it is about; null when it is about all. */
  readonly split: string | null
  readonly numbers: Readonly<Record<string, number>>
  /** Classes or versions that it is about, at most `namedAtMost`; `numbers.n` counts all. */
  readonly names: readonly string[]
}

/** Objects of one class (of one type, for relations), in all and by split. */
export interface ClassCount { readonly name: string, readonly relation: boolean, readonly objects: number, readonly bySplit: Readonly<Record<string, number>> }
export interface SplitCount { readonly name: string, readonly percent: number, readonly items: number }
export interface Contents {
  readonly items: number
  readonly splits: readonly SplitCount[]
  /** Those of the schema without an object too. */
  readonly classes: readonly ClassCount[]
  /** Versions of the label schema that the items were made under, oldest first. */
  readonly schemas: readonly number[]
  /** Items from batches of safety data; null when no batch is one. */
  readonly safety: number | null
  /** Items whose source is not proven, and those of them with personal data and no consent in force; null when whoever asks may not know. */
  readonly provenance: { readonly incomplete: number, readonly withoutConsent: number } | null
}

/** GB/T 45674-2025 8.1 b: safety data should be this share of all data, or more. */
export const safetyShare = 0.03
/** A class with fewer objects is learnt and measured by chance. */
export const sparseBelow = 10
/** The largest class may have this many times the objects of the smallest. */
export const imbalanceAbove = 100
export const namedAtMost = 20

const warn = (code: WarningCode, severity: ReleaseWarning['severity'], numbers: ReleaseWarning['numbers'], names: readonly string[] = [], split: string | null = null): ReleaseWarning =>
  ({ code, severity, split, numbers, names: names.slice(0, namedAtMost) })

const ofProvenance = ({ items, provenance }: Contents): ReleaseWarning[] => {
  if (!provenance) return [warn('provenance-unseen', 'notice', {})]
  return [
    ...(provenance.incomplete > 0 ? [warn('provenance-incomplete', 'serious', { n: provenance.incomplete, of: items })] : []),
    ...(provenance.withoutConsent > 0 ? [warn('consent-missing', 'serious', { n: provenance.withoutConsent, of: items })] : []),
  ]
}

/** A split that was asked to be empty is no surprise; what an empty one lacks needs no second word. */
const ofSplits = ({ splits }: Contents, classes: readonly ClassCount[]): ReleaseWarning[] => splits.flatMap(({ name, percent, items }) => {
  if (items === 0) return percent > 0 ? [warn('split-empty', 'serious', { percent }, [], name)] : []
  const absent = classes.filter(c => c.objects > 0 && (c.bySplit[name] ?? 0) === 0).map(c => c.name)
  return absent.length > 0 ? [warn('class-absent', 'notice', { n: absent.length }, absent, name)] : []
})

const ofClasses = (classes: readonly ClassCount[]): ReleaseWarning[] => {
  const rising = [...classes].sort((a, b) => a.objects - b.objects || (a.name < b.name ? -1 : 1)), held = rising.filter(c => c.objects > 0), smallest = held[0], largest = held.at(-1)
  const sparse = rising.filter(c => c.objects < sparseBelow).map(c => c.name)
  const isUneven = smallest !== undefined && largest !== undefined && largest.objects > smallest.objects * imbalanceAbove
  return [
    ...(sparse.length > 0 ? [warn('class-sparse', 'notice', { n: sparse.length, below: sparseBelow }, sparse)] : []),
    ...(isUneven ? [warn('class-imbalance', 'notice', { largest: largest.objects, smallest: smallest.objects, ratio: Math.round(largest.objects / smallest.objects) }, [largest.name, smallest.name])] : []),
  ]
}

/** What whoever makes the release should know first, in the order of `warningCodes`. */
export const warningsOf = (contents: Contents): ReleaseWarning[] => {
  const { items, schemas, safety } = contents, classes = contents.classes.filter(c => !c.relation)
  const found = [
    ...ofProvenance(contents), ...ofSplits(contents, classes), ...ofClasses(classes),
    ...(safety !== null && safety < items * safetyShare ? [warn('safety-share', 'notice', { n: safety, of: items, bound: safetyShare })] : []),
    ...(schemas.length > 1 ? [warn('schema-versions', 'notice', { n: schemas.length }, schemas.map(String))] : []),
  ]
  return found.sort((a, b) => warningCodes.indexOf(a.code) - warningCodes.indexOf(b.code))
}

/** What a guest may read of them. */
export const withoutProvenance = (warnings: readonly ReleaseWarning[]): ReleaseWarning[] => warnings.filter(w => !aboutProvenance.has(w.code))
