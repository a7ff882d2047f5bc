/** Loads every module that declares failures, so that the page can say each in the reader's language. They are pure and small. */
import.meta.glob(['../../**/errors.ts', '../../plugins/**/failures.ts', '../../sockets/format-failures.ts'], { eager: true })
