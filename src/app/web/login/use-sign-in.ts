import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { signIn, type SessionView } from '../../../workspace/access/contract.ts'
import { answerChallenge } from '../../../workspace/access/second-factor/contract.ts'
import { call, failureOf } from '../api.ts'
import { valueOf } from '../../../ui/server.ts'
import { signedIn } from '../session.ts'
import { enter, sessionQuery } from '../session-query.ts'
import type { Credentials } from './sign-in-form.tsx'

export interface SignIn {
  readonly busy: boolean
  readonly failure: Failure | undefined
  /** The password was right, and a code is asked for. */
  readonly asksCode: boolean
  submit(credentials: Credentials): void
  answer(code: string): void
  /** Back to the password. */
  restart(): void
}

/** Signs in, in one step or two, and reads everything again that a lost session had refused. @param begun a challenge that was opened elsewhere */
export const useSignIn = (onDone: () => void, begun?: string): SignIn => {
  const client = useQueryClient()
  const opened = (session: SessionView): void => {
    client.setQueryData(sessionQuery.queryKey, enter(session))
    signedIn()
    onDone()
    void client.invalidateQueries({ predicate: query => query.queryKey[0] !== sessionQuery.queryKey[0] })
  }
  const first = useMutation({
    mutationFn: async (credentials: Credentials) => valueOf(await call(signIn, { body: credentials })),
    onSuccess: reply => { if (!('challenge' in reply)) opened(reply) },
  })
  const reply = first.data, challenge = reply === undefined ? begun : 'challenge' in reply ? reply.challenge : undefined
  const second = useMutation({ mutationFn: async (code: string) => valueOf(await call(answerChallenge, { body: { challenge: challenge ?? '', code } })), onSuccess: opened })
  const failure = second.error ? failureOf(second.error) : first.error ? failureOf(first.error) : undefined
  return {
    busy: first.isPending || second.isPending, failure, asksCode: challenge !== undefined && failure?.code !== 'access.challenge-over',
    submit(credentials) { second.reset(); first.mutate(credentials) }, answer: second.mutate, restart() { first.reset(); second.reset() },
  }
}
