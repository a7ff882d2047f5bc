import type { BatchId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { readEffort } from './contract.ts'
import * as effort from './service.ts'

export const effortRoutes: readonly Endpoint[] = [on(readEffort)(({ tx, actor, input }) => effort.readEffort(tx, actor, input.params.batch as BatchId))]
