import type { ReactNode } from 'react'
import type { Message } from '../../../kernel/messages.ts'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import type { ObjectState as State } from '../linked/model.ts'
import { linkedMessages as m } from './linked-messages.ts'

const looks: { readonly [S in State]: readonly [PillShape, Tone, Message] } = {
  linked: ['tick', 'ok', m.inOrder], changed: ['triangle', 'bad', m.changedN], replaced: ['ring', 'neutral', m.replacedN], missing: ['cross', 'bad', m.missingN], refused: ['ring', 'warn', m.refusedN],
  pending: ['clock', 'neutral', m.waitingN], suspect: ['clock', 'warn', m.suspectN],
}

/** How an object outside stands. @param count how many stand so */
export const ObjectState = ({ state, count }: { readonly state: State, readonly count?: number }): ReactNode => {
  const t = useT(), [shape, tone, text] = looks[state]
  return <StatusPill shape={shape} tone={tone}>{t(text)}{count === undefined ? '' : ` ${formatCount(count)}`}</StatusPill>
}
