import type { ReactNode } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { objectLooks } from '../linked/messages.ts'
import type { ObjectState as State } from '../linked/model.ts'

/** How many objects outside stand so. */
export const ObjectState = ({ state, count }: { readonly state: State, readonly count: number }): ReactNode => {
  const t = useT(), { text, ...look } = objectLooks[state]
  return <StatusPill {...look}>{t(text)} {formatCount(count)}</StatusPill>
}
