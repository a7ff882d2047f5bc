import type { ReactNode } from 'react'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { ReleaseView, WarningView } from '../contract.ts'
import { newReleaseMessages } from './messages.ts'
import { previewMessages as m } from './preview-messages.ts'
import { warningWords } from './warning-words.ts'

const Warning = ({ warning }: { readonly warning: WarningView }): ReactNode => {
  const t = useT(), isSerious = warning.severity === 'serious'
  const { message, values } = warningWords(warning, share => formatShare(share, 1), (names, more) => {
    const line = names.join(t(newReleaseMessages.listSeparator))
    return more > 0 ? t(m.more, { names: line, n: more }) : line
  })
  return (
    <li className="release-warning">
      <StatusPill shape={isSerious ? 'triangle' : 'ring'} tone={isSerious ? 'warn' : 'neutral'}>{t(isSerious ? m.serious : m.notice)}</StatusPill>
      <span>{t(message, values)}</span>
    </li>
  )
}

/** What to know of a release, most grave first; says so when there is nothing. */
export const WarningList = ({ warnings }: { readonly warnings: readonly WarningView[] }): ReactNode => {
  const t = useT()
  return warnings.length === 0 ? <p><StatusPill shape="tick" tone="ok">{t(m.noWarnings)}</StatusPill></p>
    : <ul className="release-warnings">{warnings.map(w => <Warning key={`${w.code} ${w.split}`} warning={w} />)}</ul>
}

/** Those of the time of freezing; absent for releases made before anybody looked. */
export const WarningsCard = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT()
  return release.warnings && (
    <section className="card" aria-labelledby="warnings">
      <header><h2 id="warnings">{t(m.warningsThen)}</h2><span className="meta quiet">{formatCount(release.warnings.length)}</span></header>
      <div className="body"><WarningList warnings={release.warnings} /></div>
    </section>
  )
}
