import type { ReactNode } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery, valueOf } from '../../../ui/server.ts'
import { joinByOidc, listProviders, startOidc } from '../../../workspace/access/external-login/contract.ts'
import { call, failureOf, urlOf } from '../api.ts'
import { signInMessages as m } from './messages.ts'

/** The ways in besides the password. They leave the page, so they are links. */
export const ProviderLinks = ({ next }: { readonly next: string }): ReactNode => {
  const t = useT(), { data } = useQuery(serverQuery(listProviders, {}))
  if (!data || data.providers.length === 0) return null
  return (
    <div className="question row wrap">{data.providers.map(({ id, label }) => (
      <a key={id} className={buttonClass({ size: 'l' })} href={urlOf(startOidc, { params: { provider: id }, query: { ...(next && { next }) } })}>{t(m.by, { provider: label })}</a>
    ))}</div>
  )
}

/** Takes an invitation up with a provider's account. The secret travels in a body, never in an address. */
export const ProviderJoins = ({ invitation }: { readonly invitation: string }): ReactNode => {
  const t = useT(), { data } = useQuery(serverQuery(listProviders, {}))
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (provider: string) => valueOf(await call(joinByOidc, { params: { provider }, body: { invitation } })),
    onSuccess: ({ address }) => location.assign(address),
  })
  if (!data || data.providers.length === 0) return null
  return (
    <div className="question">
      <div className="row wrap">{data.providers.map(({ id, label }) => <Button key={id} size="l" busy={isPending} onClick={() => mutate(id)}>{t(m.joinBy, { provider: label })}</Button>)}</div>
      {error && <FailureState failure={failureOf(error)} />}
    </div>
  )
}
