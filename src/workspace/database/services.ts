import type { Clock } from '../../kernel/clock.ts'
import type { Plugins } from '../../sockets/registry.ts'
import type { Database } from './connect.ts'

/** What the shells hand to every slice. A slice that offers something to others adds it here, as with the tables. */
export interface Services {
  readonly db: Database
  readonly clock: Clock
  readonly plugins: Plugins
}
