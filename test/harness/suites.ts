/** The test projects, in the order they run: by suffix, so that a file's name says what it needs. */
export interface Suite {
  readonly name: 'unit' | 'database' | 'browser' | 'e2e'
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Needs the throw-away cluster of test/harness/cluster.ts. */
  readonly cluster: boolean
  readonly browser: boolean
}

const roots = '{src,scripts,test/architecture,test/contract,test/harness}'

export const suites: readonly Suite[] = [
  { name: 'unit', include: [`${roots}/**/*.test.{ts,tsx}`], exclude: ['**/*.db.test.ts', '**/*.browser.test.{ts,tsx}'], cluster: false, browser: false },
  { name: 'database', include: [`${roots}/**/*.db.test.ts`], exclude: [], cluster: true, browser: false },
  { name: 'browser', include: [`${roots}/**/*.browser.test.{ts,tsx}`], exclude: [], cluster: false, browser: true },
  { name: 'e2e', include: ['test/e2e/**/*.test.ts'], exclude: [], cluster: true, browser: true },
]
