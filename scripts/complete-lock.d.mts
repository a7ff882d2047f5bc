interface LockEntry {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export const missingEntries: (packages: Readonly<Record<string, LockEntry>>) => [string, LockEntry][]
