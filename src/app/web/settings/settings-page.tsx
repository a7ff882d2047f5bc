import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { ProjectId } from '../../../kernel/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import type { SessionView } from '../../../workspace/access/contract.ts'
import { isRole, roleMessages } from '../../../workspace/access/messages.ts'
import { listProjects } from '../../../workspace/project/contract.ts'
import { failureOf } from '../api.ts'
import { AppearanceChoices } from '../frame/appearance-choices.tsx'
import { chosenOrganisation, sessionQuery } from '../session-query.ts'
import { KeySheet } from '../workbench/key-sheet.tsx'
import { roomBindings } from '../workbench/keys.ts'
import { heldPermissions } from './held-permissions.ts'
import { ExternalCard } from './external-card.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { settingsMessages as m } from './messages.ts'
import { PasswordCard } from './password-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'
import { securityMessages as security } from './security-messages.ts'
import { SessionsCard } from './sessions-card.tsx'
import './settings.css'
import { TokensCard } from './tokens-card.tsx'

const AccountCard = ({ session }: { readonly session: SessionView }): ReactNode => {
  const t = useT(), { locale } = useLocale(), here = chosenOrganisation(session)
  const [leaving, leave] = useState<SessionView['organisations'][number] | null>(null)
  const names = (roles: readonly string[]): string => roles.filter(isRole).map(role => t(roleMessages[role])).join(locale === 'en' ? ', ' : '、') || t(m.onlyInProjects)
  return (
    <section className="card">
      <header><h2>{t(m.account)}</h2></header>
      <dl className="body facts">
        <dt>{t(m.name)}</dt><dd>{session.account.name}</dd>
        <dt>{t(m.login)}</dt><dd className="mono">{session.account.login}</dd>
        <dt>{t(m.organisations)}</dt>
        <dd className="stack">{session.organisations.map(o => <div key={o.id}><span className="row wrap"><span className="strong">{o.name}</span>{o.id === here?.id && <Tag>{t(m.here)}</Tag>}<Button size="s" variant="quiet" aria-label={`${t(security.leave)} ${o.name}`} onClick={() => leave(o)}>{t(security.leave)}</Button></span><span className="meta quiet">{names(o.roles)}</span></div>)}</dd>
      </dl>
      {leaving && <LeaveDialog organisation={leaving} onClose={() => leave(null)} />}
    </section>
  )
}

const KeysCard = (): ReactNode => {
  const t = useT()
  const [shown, show] = useState<'raster' | 'document' | null>(null)
  // Letters of tools depend on the label schema of a task; the sheet inside the workbench adds them.
  const bindings = useMemo(() => shown ? roomBindings(shown, [], 'review') : [], [shown])
  return (
    <section className="card">
      <header><h2>{t(m.keys)}</h2></header>
      <div className="body stack">
        <p className="row"><KeyHint keys="Ctrl K" />{t(m.keysText)}</p>
        <div className="row wrap"><Button onClick={() => show('raster')}>{t(m.keysPicture)}</Button><Button onClick={() => show('document')}>{t(m.keysText2)}</Button></div>
      </div>
      <KeySheet open={shown !== null} bindings={bindings} scope={shown ?? 'raster'} onClose={() => show(null)} />
    </section>
  )
}

/** `/settings`: the person's own, in whichever project they stand. */
export const SettingsPage = (): ReactNode => {
  const t = useT()
  const { data: session, error } = useQuery(sessionQuery), projects = useQuery(serverQuery(listProjects, {}))
  useCrumbs(useMemo(() => [{ label: t(m.title) }], [t]))
  const roles = session && chosenOrganisation(session)?.roles
  const held = useMemo(() => heldPermissions({
    roles: (roles ?? []).filter(isRole), projectRoles: new Map((projects.data?.projects ?? []).map(p => [p.id as ProjectId, p.roles.filter(isRole)])),
  }), [roles, projects.data])
  if (error) return <><PageHead title={t(m.title)} /><FailureState failure={failureOf(error)} /></>
  if (!session) return <><PageHead title={t(m.title)} /><SkeletonRows rows={8} /></>
  return (
    <>
      <PageHead title={t(m.title)} />
      <div className="own-settings">
        <AccountCard session={session} />
        <section className="card">
          <header><h2>{t(m.appearance)}</h2></header>
          <div className="body stack"><p className="secondary">{t(m.followsYou)}</p><AppearanceChoices /></div>
        </section>
        <KeysCard />
        <SecondFactorCard />
        <PasswordCard hasPassword={session.account.hasPassword} />
        <ExternalCard />
        <SessionsCard />
        {/* Tokens are asked for in the organisation: a role in one project does not make them. */}
        {heldPermissions({ roles: (roles ?? []).filter(isRole), projectRoles: new Map() }).includes('token.manage') && <TokensCard held={held} projects={projects.data?.projects ?? []} />}
      </div>
    </>
  )
}
