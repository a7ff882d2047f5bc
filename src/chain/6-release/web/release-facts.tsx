import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import type { ReleaseView } from '../contract.ts'
import { releaseMessages as m } from './messages.ts'

const looks: { readonly [S in ReleaseView['state']]: readonly [PillShape, Tone] } = { building: ['half', 'accent'], ready: ['tick', 'ok'], failed: ['cross', 'bad'], withdrawn: ['triangle', 'warn'] }

export const ReleaseState = ({ state }: Pick<ReleaseView, 'state'>): ReactNode => {
  const t = useT(), [shape, tone] = looks[state]
  return <StatusPill shape={shape} tone={tone}>{t(m[state])}</StatusPill>
}

/** Puts a line on the clipboard and says whether the browser did it. */
export const CopyButton = ({ text, label }: { readonly text: string, readonly label: string }): ReactNode => {
  const t = useT(), [copied, say] = useState<boolean | null>(null)
  return (
    <span className="copy-line">
      <Button size="s" icon="copy" aria-label={label} onClick={() => void copyText(text).then(say)}>{t(m.copy)}</Button>
      <span className="meta" role="status">{copied === null ? '' : t(copied ? m.copied : m.notCopied)}</span>
    </span>
  )
}
