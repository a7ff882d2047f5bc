import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Markdown } from '../../../ui/markdown.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { acknowledge, readGuideline, readReading, readSchema } from '../contract.ts'
import { allParts, type GuidelineDocument } from '../model.ts'
import { acknowledgeMessages as m } from './acknowledge-messages.ts'
import { guidelineChanges, type Rule } from './guideline-draft.ts'
import { guidelineMessages as g } from './guideline-messages.ts'
import { RuleBody } from './examples/rule-body.tsx'
import './acknowledge.css'

type ClassName = (id: string | null) => string

const Rules = ({ project, rules, nameOf }: { readonly project: string, readonly rules: readonly Rule[], nameOf: ClassName }): ReactNode => {
  const t = useT()
  return (
    <ul className="read-rules">
      {rules.map((rule, i) => <li key={i} className={rule.kind}><span className="strong">{`${t(g[rule.kind])} · ${nameOf(rule.class)}`}</span><RuleBody project={project} rule={rule} /></li>)}
    </ul>
  )
}

const Whole = ({ project, document, nameOf }: { readonly project: string, readonly document: GuidelineDocument, nameOf: ClassName }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return (
    <>
      {allParts.filter(part => document[part]).map(part => <section key={part}><h3>{t(g[part])}</h3><Markdown text={pick(document[part] ?? {}, locale)} /></section>)}
      {document.rules.length > 0 && <section><h3>{t(g.rules)}</h3><Rules project={project} rules={document.rules} nameOf={nameOf} /></section>}
    </>
  )
}

/** What a reader of `before` has to learn, part by part. */
const News = ({ project, before, after, nameOf }: { readonly project: string, readonly before: GuidelineDocument, readonly after: GuidelineDocument, nameOf: ClassName }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return guidelineChanges(before, after).map((change, i) => 'part' in change ? (
    <section key={i}><h3>{t(g[change.part])}</h3>
      <div className="read-pair">
        <div className="was"><p className="caption">{t(m.before)}</p><Markdown text={pick(before[change.part] ?? {}, locale)} /></div>
        <div><p className="caption">{t(m.now)}</p><Markdown text={pick(after[change.part] ?? {}, locale)} /></div>
      </div>
    </section>
  ) : <section key={i} className={change.rules === 'removed' ? 'was' : ''}><h3>{t(m[change.rules])}</h3><Rules project={project} rules={change.list} nameOf={nameOf} /></section>)
}

export interface AcknowledgeDialogProps { readonly project: string, onDone(): void, onClose(): void }

/**
 * Stands between a person and the next task until the rules are read: the whole guideline the first time, what changed since then
 * afterwards. One button says that it was read, and the work goes on.
 */
export const AcknowledgeDialog = ({ project, onDone, onClose }: AcknowledgeDialogProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), params = { project }
  const reading = useQuery({ ...serverQuery(readReading, { params }), staleTime: 0 }), known = reading.data?.acknowledged ?? null
  const newest = useQuery({ ...serverQuery(readGuideline, { params, query: { version: reading.data?.newest ?? 1 } }), enabled: reading.isSuccess })
  const before = useQuery({ ...serverQuery(readGuideline, { params, query: { version: known ?? 1 } }), enabled: known !== null })
  const schema = useQuery(serverQuery(readSchema, { params, query: {} }))
  const command = useServerCommand(acknowledge, [readReading])
  const failed = reading.error ?? newest.error ?? before.error ?? schema.error ?? command.error, version = newest.data?.version ?? 0
  const isReady = newest.data !== undefined && schema.data !== undefined && (known === null || before.data !== undefined)
  const nameOf: ClassName = id => id === null ? t(g.allClasses) : pick(schema.data?.document.classes.find(entry => entry.id === id)?.name ?? {}, locale) || t(g.gone, { id })
  const title = t(known === null ? m.first : m.changed, { version: reading.data?.newest ?? '' })
  return (
    <Dialog open title={title} className="acknowledge" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" icon="tick" busy={command.isPending || !isReady} onClick={() => command.mutate({ params, body: { version } }, { onSuccess: onDone })}>{t(m.understood)}</Button>
    </>}>
      <div className="stack">
        {failed && <FailureState failure={server().failureOf(failed)} />}
        {!isReady ? !failed && <SkeletonRows rows={8} /> : <>
          <p className="secondary">{known === null ? t(m.firstWhy) : t(m.changedWhy, { version: known })}</p>
          <div className="read-scroll" tabIndex={0} role="group" aria-label={title}>
            {before.data && known !== null ? <News project={project} before={before.data.document} after={newest.data.document} nameOf={nameOf} /> : <Whole project={project} document={newest.data.document} nameOf={nameOf} />}
          </div>
        </>}
      </div>
    </Dialog>
  )
}
