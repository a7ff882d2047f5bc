/** The project that a page of runs stands in. Projects lie to the right of runs: the shell reads them. */
export interface ProjectPlace {
  readonly id: string
  readonly name: string
  /** Of the reader, in this project. */
  readonly roles: readonly string[]
}
