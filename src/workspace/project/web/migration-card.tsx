import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listSchemaReviews, readProject, readSchema, undoMigration, type SchemaView } from '../contract.ts'
import { migrationMessages as m } from './migration-messages.ts'

const Undo = ({ project, version }: { readonly project: string, readonly version: number }): ReactNode => {
  const t = useT(), toast = useToast(), [isOpen, open] = useState(false)
  const command = useServerCommand(undoMigration, [readSchema, readProject, listSchemaReviews]), title = t(m.undoTitle, { version })
  const undo = (): void => command.mutate({ params: { project }, body: { base: version } }, { onSuccess: made => { open(false); toast({ text: t(m.undone, { version: made.version }) }) } })
  return (
    <>
      <Button size="s" onClick={() => { command.reset(); open(true) }}>{t(m.undo)}</Button>
      <Dialog open={isOpen} title={title} onClose={() => open(false)} actions={<><Button onClick={() => open(false)}>{t(uiMessages.cancel)}</Button><Button variant="danger" busy={command.isPending} onClick={undo}>{title}</Button></>}>
        <div className="stack"><p>{t(m.undoText, { before: version - 1 })}</p>{command.error && <FailureState failure={server().failureOf(command.error)} />}</div>
      </Dialog>
    </>
  )
}

/** Where a migration begins, what it left to do, what is retired, and the way back. */
export const MigrationCard = ({ project, newest }: { readonly project: string, readonly newest: SchemaView }): ReactNode => {
  const t = useT(), { locale } = useLocale(), waiting = useQuery(serverQuery(listSchemaReviews, { params: { project } })), retired = newest.document.retired ?? []
  const n = waiting.data?.reviews.length ?? 0
  return (
    <section className="card" aria-labelledby="migration">
      <header><h2 id="migration">{t(m.card)}</h2></header>
      <div className="body stack">
        {waiting.error ? <FailureState failure={server().failureOf(waiting.error)} /> : waiting.data && <p className={n > 0 ? 'strong' : 'quiet'}>{n > 0 ? <a href={`/p/${project}/annotate`}>{t(m.waiting, { n })}</a> : t(m.nobodyWaits)}</p>}
        {retired.length > 0 && <p className="secondary meta">{t(m.retiredTitle)} · {retired.slice(-8).map(entry => pick(entry.name, locale) || entry.id).join(' · ')}</p>}
        <div className="row wrap"><a className={buttonClass({ size: 's' })} href={`/p/${project}/schema/migrate`}>{t(m.open)}</a>
          {newest.migration && 'steps' in newest.migration && <Undo project={project} version={newest.version} />}</div>
      </div>
    </section>
  )
}
