import type { ReactNode } from 'react'
import { BrandMark } from '../../../ui/brand.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { useT, type Translate } from '../../../ui/i18n.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { shellMessages } from '../messages.ts'
import { stages, supports, type Place, type Support } from '../page.ts'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { ChainNode } from './chain-node.tsx'
import type { FrameFacts, StageState } from './frame-facts.ts'

const supportIcons: { readonly [S in Support]: IconName } = { questions: 'talk', quality: 'chart', runs: 'run', schema: 'tag', people: 'people', journal: 'book', settings: 'settings' }

const stateInWords = (t: Translate, state: StageState): string =>
  state === 'done' ? t(shellMessages.stageDone) : state === 'not-begun' ? t(shellMessages.stageNotBegun) : t(shellMessages.stageShare, { share: formatShare(state.share, 0) })

interface EntryProps {
  readonly href: string
  readonly label: string
  readonly mark: ReactNode
  readonly current: boolean
  /** Right: a plain figure, or a hot one for what waits for the reader. */
  readonly figure?: number
  readonly hot?: boolean
  /** Spoken after the label. */
  readonly more?: string
}

const Entry = ({ href, label, mark, current, figure, hot = false, more }: EntryProps): ReactNode => (
  <li>
    <a href={href} aria-current={current ? 'page' : undefined} title={[label, more].filter(Boolean).join(', ')}>
      {mark}<span className="text">{label}</span>
      {figure !== undefined && (!hot || figure > 0) && <span className={hot ? 'figure hot' : 'figure'} aria-hidden={more !== undefined || undefined}>{formatCount(figure)}</span>}
      {more && <span className="visually-hidden">{more}</span>}
    </a>
  </li>
)

const ProjectSwitch = ({ project, projects }: Pick<FrameFacts, 'project' | 'projects'>): ReactNode => {
  const t = useT()
  return (
    <Popover label={t(shellMessages.chooseProject)} trigger={props => (
      <button type="button" className="project-switch" {...props} title={t(shellMessages.chooseProject)}>
        <Icon name="folder" />
        <span className="names">
          <span className="truncate strong">{project?.name ?? t(shellMessages.noProject)}</span>
          {project && <span className="truncate meta quiet">{project.organisation}</span>}
        </span>
        <Icon name="chevrons" size={14} />
      </button>
    )}>
      {close => <>
        {projects.map(p => (
          <a key={p.id} className="ui-option" href={p.href} aria-current={p.id === project?.id ? 'true' : undefined} onClick={close}>
            <Icon name="folder" size={14} /><span className="grow">{p.name}</span><span className="meta quiet">{p.organisation}</span>
          </a>
        ))}
        <hr />
        <a className="ui-option" href="/projects" onClick={close}><Icon name="list" size={14} />{t(shellMessages.allProjects)}</a>
      </>}
    </Popover>
  )
}

export interface NavigationProps {
  readonly facts: FrameFacts
  /** The entries that exist, with their addresses. */
  readonly entries: ReadonlyMap<Place, string>
  readonly place: Place | null
  readonly account: AccountMenuProps
}

export const Navigation = ({ facts, entries, place, account }: NavigationProps): ReactNode => {
  const t = useT()
  const entry = (which: Place, props: Omit<EntryProps, 'href' | 'current' | 'label'>): ReactNode => {
    const href = entries.get(which)
    return href === undefined ? null : <Entry key={which} {...props} href={href} current={place === which} label={t(which === 'me' ? shellMessages.myWork : shellMessages[which])} />
  }
  const chain = stages.filter(stage => entries.has(stage))
  const across = supports.filter(support => entries.has(support))
  return (
    <nav className="navigation" aria-label={t(shellMessages.mainNavigation)}>
      <a className="brand" href="/"><BrandMark /><span className="text">Feedstock <span className="quiet brand-name" lang="zh">{t(shellMessages.product)}</span></span></a>
      {(facts.project || facts.projects.length > 0) && <ProjectSwitch project={facts.project} projects={facts.projects} />}
      <ul>
        {entry('me', { mark: <Icon name="inbox" />, figure: facts.waiting, hot: true, more: facts.waiting > 0 ? t(shellMessages.waitingForYou, { n: facts.waiting }) : undefined })}
        {entry('overview', { mark: <Icon name="home" /> })}
      </ul>
      {chain.length > 0 && <>
        <h2 className="caption">{t(shellMessages.chain)}</h2>
        <ol className="chain">
          {chain.map(stage => {
            const { count, state } = facts.stages[stage] ?? { count: undefined, state: 'not-begun' as const }
            return entry(stage, { mark: <ChainNode state={state} />, figure: count, more: [count !== undefined && formatCount(count), stateInWords(t, state)].filter(Boolean).join(', ') })
          })}
        </ol>
      </>}
      {across.length > 0 && <>
        <h2 className="caption">{t(shellMessages.support)}</h2>
        <ul>{across.map(support => entry(support, { mark: <Icon name={supportIcons[support]} />, figure: support === 'questions' ? facts.openQuestions || undefined : support === 'runs' && facts.liveRuns > 0 ? facts.liveRuns : undefined }))}</ul>
      </>}
      <AccountMenu {...account} />
    </nav>
  )
}
