import { defineOperatorServer } from '../../../../sockets/operator.ts'
import operator from '../index.ts'

export default defineOperatorServer(operator, {
  measure: async ({ name, facts }) => ({ name, facts: { ...facts } }),
})
