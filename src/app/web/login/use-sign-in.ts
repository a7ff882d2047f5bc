import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { signIn } from '../../../workspace/access/contract.ts'
import { call, failureOf } from '../api.ts'
import { valueOf } from '../../../ui/server.ts'
import { signedIn } from '../session.ts'
import { enter, sessionQuery } from '../session-query.ts'
import type { Credentials } from './sign-in-form.tsx'

export interface SignIn { readonly busy: boolean, readonly failure: Failure | undefined, submit(credentials: Credentials): void }

/** Signs in and reads everything again that a lost session had refused. */
export const useSignIn = (onDone: () => void): SignIn => {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (credentials: Credentials) => valueOf(await call(signIn, { body: credentials })),
    onSuccess: session => {
      client.setQueryData(sessionQuery.queryKey, enter(session))
      signedIn()
      onDone()
      void client.invalidateQueries({ predicate: query => query.queryKey[0] !== sessionQuery.queryKey[0] })
    },
  })
  return { busy: isPending, failure: error ? failureOf(error) : undefined, submit: mutate }
}
