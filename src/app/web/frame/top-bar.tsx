import { Fragment, type ReactNode } from 'react'
import { buttonClass, IconButton } from '../../../ui/button.tsx'
import type { Crumb } from '../../../ui/crumbs.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { shellMessages } from '../messages.ts'
import { LiveDot } from './live-dot.tsx'

export interface TopBarProps {
  readonly crumbs: readonly Crumb[]
  readonly liveRuns: number
  /** Address of the runs page, when there is one. */
  readonly runsHref?: string
  onSearch(): void
  onHelp?(): void
  onNavigation(): void
}

const Breadcrumb = ({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactNode => {
  const t = useT()
  return (
    <nav className="breadcrumb" aria-label={t(shellMessages.breadcrumb)}>
      <ol>
        {crumbs.map((crumb, i) => {
          const last = i === crumbs.length - 1
          return (
            <Fragment key={`${i}-${crumb.label}`}>
              {i > 0 && <li aria-hidden="true" className="divider"><Icon name="chevron-right" size={14} /></li>}
              <li className={last ? 'here' : i > 0 ? 'middle' : undefined}>
                {crumb.href && !last ? <a href={crumb.href} className="truncate">{crumb.label}</a> : <span className="truncate" aria-current={last ? 'page' : undefined}>{crumb.label}</span>}
              </li>
            </Fragment>
          )
        })}
      </ol>
    </nav>
  )
}

export const TopBar = ({ crumbs, liveRuns, runsHref, onSearch, onHelp, onNavigation }: TopBarProps): ReactNode => {
  const t = useT()
  return (
    <header className="top-bar">
      <div className="navigation-toggle"><IconButton icon="menu" label={t(shellMessages.openNavigation)} onClick={onNavigation} /></div>
      <Breadcrumb crumbs={crumbs} />
      <LiveDot />
      <button type="button" className="search" onClick={onSearch} aria-keyshortcuts="Control+K">
        <Icon name="search" size={14} /><span className="grow truncate">{t(shellMessages.search)}</span><KeyHint keys="Ctrl K" />
      </button>
      {liveRuns > 0 && runsHref && (
        <a className={buttonClass({ variant: 'quiet', size: 's' })} href={runsHref} title={t(shellMessages.liveRuns, { n: liveRuns })}>
          <Icon name="run" size={14} /><span aria-hidden="true">{formatCount(liveRuns)}</span><span className="visually-hidden">{t(shellMessages.liveRuns, { n: liveRuns })}</span>
        </a>
      )}
      {onHelp && <IconButton icon="help" label={t(shellMessages.help)} onClick={onHelp} />}
    </header>
  )
}
