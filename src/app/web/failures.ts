/**
 * Loads every module that declares failures (`errors.ts` of a slice, `*failures.ts` of sockets and plug-ins), so that the page can say
 * each failure in the reader's language. The modules are pure and small.
 */
import.meta.glob(['../../**/errors.ts', '../../**/*failures.ts', '!./failures.ts'], { eager: true })
