import { channel } from '../../kernel/channel.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import type { Assignment } from '../3-production/model.ts'
import type { StoredAnnotation } from './repository.ts'

/** An annotation was submitted and frozen; inside the transaction of the submission. */
export const annotationSubmitted = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly assignment: Assignment, readonly annotation: StoredAnnotation, readonly revision: number, readonly sha256: string }>()
