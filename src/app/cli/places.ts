import path from 'node:path'

/** The root of the program: the folder of package.json. */
export const programRoot = path.resolve(import.meta.dirname, '../../..')
export const migrationsFolder = path.join(programRoot, 'migrations')
/** What `vite build` makes. */
export const webRoot = path.join(programRoot, 'dist', 'web')
export const programs = {
  server: path.join(programRoot, 'src', 'app', 'server', 'main.ts'),
  worker: path.join(programRoot, 'src', 'app', 'worker', 'main.ts'),
} as const
