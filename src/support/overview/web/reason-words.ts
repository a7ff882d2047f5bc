import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { listOperators } from '../../../chain/2-preparation/contract.ts'
import { useLocale } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'

/** The reason of an operator in the reader's language; an id that this server no longer knows stands as it is. */
export const useReasonWords = (): ((operator: string, reason: string) => string) => {
  const { locale } = useLocale()
  const { data } = useQuery({ ...serverQuery(listOperators, {}), staleTime: 300_000 })
  return (operator, reason) => pick(data?.operators.find(o => o.id === operator)?.reasons[reason] ?? {}, locale) || reason
}
