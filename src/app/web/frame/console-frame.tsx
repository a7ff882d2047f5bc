import { useEffect, useState, type ReactNode } from 'react'
import './frame.css'
import { classNames } from '../../../ui/class-names.ts'
import type { Crumb } from '../../../ui/crumbs.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { shellMessages } from '../messages.ts'
import type { Place } from '../page.ts'
import type { FrameFacts } from './frame-facts.ts'
import type { AccountMenuProps } from './account-menu.tsx'
import { Navigation } from './navigation.tsx'
import { TopBar } from './top-bar.tsx'

export interface ConsoleFrameProps {
  readonly facts: FrameFacts
  readonly entries: ReadonlyMap<Place, string>
  readonly place: Place | null
  readonly crumbs: readonly Crumb[]
  onSearch(): void
  onHelp?(): void
  readonly account?: Omit<AccountMenuProps, 'name' | 'role'>
  readonly children: ReactNode
}

/** The console's frame: navigation that is the chain, top bar, page. Below 1280 px the navigation is icons, below 1024 a drawer. */
export const ConsoleFrame = ({ facts, entries, place, crumbs, onSearch, onHelp, account, children }: ConsoleFrameProps): ReactNode => {
  const t = useT()
  // The drawer belongs to the place where it was opened: going elsewhere closes it.
  const [openedAt, setOpenedAt] = useState<Place | 'elsewhere' | null>(null)
  const here = place ?? 'elsewhere'
  const drawer = openedAt === here
  useEffect(() => {
    if (!drawer) return
    const close = (event: KeyboardEvent): void => { if (event.key === 'Escape') setOpenedAt(null) }
    addEventListener('keydown', close)
    return () => removeEventListener('keydown', close)
  }, [drawer])
  return (
    <div className={classNames('shell', drawer && 'drawer-open')}>
      <a className="skip-link" href="#content">{t(shellMessages.skipToContent)}</a>
      <Navigation facts={facts} entries={entries} place={place} account={{ ...facts.person, ...account }} />
      {drawer && <div className="drawer-shade" aria-hidden="true" onPointerDown={() => setOpenedAt(null)} />}
      <div className="shell-main">
        <TopBar crumbs={crumbs} liveRuns={facts.liveRuns} runsHref={entries.get('runs')} onSearch={onSearch} onHelp={onHelp} onNavigation={() => setOpenedAt(here)} />
        <main className="page" id="content" tabIndex={-1}>{children}</main>
      </div>
    </div>
  )
}
