import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Failure } from '../../../kernel/failure.ts'
import { failureOf } from '../api.ts'
import { sessionQuery } from '../session-query.ts'

/** Who is at work in the room; a stranger is led to the sign-in and back to where they are. */
export const useAccount = (): { readonly account: string | null, readonly failure: Failure | null } => {
  const router = useRouter(), { data: session, error } = useQuery(sessionQuery), failure = !session && error !== null ? failureOf(error) : null
  const isStranger = failure?.status === 401
  useEffect(() => { if (isStranger) router.history.replace(`/login?next=${encodeURIComponent(location.pathname + location.search)}`) }, [isStranger, router])
  return { account: session?.account.id ?? null, failure: isStranger ? null : failure }
}
