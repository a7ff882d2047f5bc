import { createHash } from 'node:crypto'
import { defineOperatorServer } from '../../../../sockets/operator.ts'
import operator from '../index.ts'

export default defineOperatorServer(operator, {
  measure: async input => ({ sha256: createHash('sha256').update(await input.bytes()).digest('hex') }),
})
