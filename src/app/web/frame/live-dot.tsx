import type { ReactNode } from 'react'
import { useT } from '../../../ui/i18n.tsx'
import { useLiveState, type LiveState } from '../../../ui/live.ts'
import { shellMessages } from '../messages.ts'

const words = { live: shellMessages.liveOn, connecting: shellMessages.liveConnecting, off: shellMessages.liveOff } as const satisfies Record<LiveState, unknown>

/** Whether changes of others appear by themselves: a full dot, a ring while it is being connected, a dash where pages ask again. */
export const LiveDot = (): ReactNode => {
  const t = useT(), state = useLiveState()
  return <span className={`live-dot ${state}`} role="status" title={t(words[state])}><span className="visually-hidden">{t(words[state])}</span></span>
}
