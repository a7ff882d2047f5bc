/** Loads every errors.ts, so that the page can say each failure in the reader's language. The modules are pure and small. */
import.meta.glob('../../**/errors.ts', { eager: true })
