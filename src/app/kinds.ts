import { runKinds } from '../workspace/runs/kind.ts'

/** Every kind of run that this version of the program can carry out. */
export const kinds = runKinds([])
