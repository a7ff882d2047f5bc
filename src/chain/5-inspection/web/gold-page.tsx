import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { readProject, readSchema } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listGold, listGoldPeople, readGold, retireGold, type GoldView } from '../gold/contract.ts'
import { RateCell } from './defect-report.tsx'
import { goldMessages as g } from './gold-messages.ts'
import { lotMessages } from './lot-messages.ts'
import { PersonName, usePeopleNames } from './people-names.tsx'
import { attributesOfShape, colourOfShape, nameOfShape, placeOfShape } from './shape-words.ts'
import { TaskPicture, useAsset } from './task-picture.tsx'
import './batch.css'

const Picture = ({ asset }: { readonly asset: string }): ReactNode => <TaskPicture asset={useAsset(asset).data} />
const nameOf = (gold: GoldView): string => `${gold.batchDisplay} · ${gold.taskNumber}`

/** The known answer in words, shape by shape. */
const Answer = ({ gold, onClose }: { readonly gold: GoldView, onClose(): void }): ReactNode => {
  const t = useT(), { locale } = useLocale(), answer = useQuery(serverQuery(readGold, { params: { gold: gold.id } }))
  const schema = useQuery({ ...serverQuery(readSchema, { params: { project: gold.project }, query: { version: answer.data?.schemaVersion ?? 1 } }), enabled: answer.data !== undefined }), error = answer.error ?? schema.error
  return (
    <Dialog open title={t(g.answerOf, { task: nameOf(gold) })} onClose={onClose} actions={<Button onClick={onClose}>{t(uiMessages.close)}</Button>}>
      {error ? <FailureState failure={server().failureOf(error)} /> : !answer.data || !schema.data ? <SkeletonRows rows={3} /> : answer.data.shapes.length === 0 ? <p>{t(g.nothing)}</p> : (
        <ul className="stack">{answer.data.shapes.map(shape => {
          const colour = colourOfShape(shape, schema.data.document)
          return <li key={shape.id} className="row">{colour > 0 && <ClassSwatch slot={colour} />}<span className="strong">{nameOfShape(shape, schema.data.document, locale)}</span><span className="secondary">{[placeOfShape(shape), ...attributesOfShape(shape, schema.data.document, locale)].filter(Boolean).join(' · ')}</span></li>
        })}</ul>
      )}
    </Dialog>
  )
}

const Retire = ({ gold, onClose }: { readonly gold: GoldView, onClose(): void }): ReactNode => {
  const t = useT(), toast = useToast(), command = useServerCommand(retireGold, [listGold])
  return (
    <Dialog open title={t(g.retireDo)} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} onClick={() => command.mutate({ params: { gold: gold.id } }, { onSuccess: () => { toast({ text: t(g.wasRetired) }); onClose() } })}>{t(g.retireDo)}</Button>
    </>}>
      <p>{t(g.retireText)}</p>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
    </Dialog>
  )
}

const Items = ({ items }: { readonly items: readonly GoldView[] }): ReactNode => {
  const t = useT(), [asked, ask] = useState<{ readonly gold: GoldView, readonly what: 'answer' | 'retire' } | null>(null), close = (): void => ask(null)
  return (
    <section className="card" aria-label={t(g.gold)}>
      <table className="table">
        <thead><tr><th>{t(g.item)}</th><th>{t(g.preview)}</th><th>{t(g.state)}</th><th className="number">{t(g.tolerance)}</th><th className="number">{t(g.exposures)}</th><th className="number">{t(g.rate)}</th><th className="number"><span className="visually-hidden">{t(lotMessages.action)}</span></th></tr></thead>
        <tbody>{items.map(gold => (
          <tr key={gold.id}>
            <td><a className="strong" href={`/p/${gold.project}/b/${gold.batch}?task=${gold.taskNumber}`}>{nameOf(gold)}</a></td>
            <td><span className="row">{gold.assets[0] && <Picture asset={gold.assets[0].asset} />}<span className="secondary truncate">{gold.assets[0]?.name}</span></span></td>
            <td>{gold.retiredAt ? <StatusPill shape="pause">{t(g.retired)}</StatusPill> : <StatusPill shape="tick" tone="ok">{t(g.active)}</StatusPill>}</td>
            <td className="number">{`${Math.round(gold.tolerance * 100)} %`}</td><td className="number">{formatCount(gold.exposures)}</td><RateCell rate={gold.rate} />
            <td className="number"><span className="row end"><Button size="s" onClick={() => ask({ gold, what: 'answer' })}>{t(g.answer)}</Button>{!gold.retiredAt && <Button size="s" onClick={() => ask({ gold, what: 'retire' })}>{t(g.retire)}</Button>}</span></td>
          </tr>
        ))}</tbody>
      </table>
      {asked?.what === 'answer' && <Answer gold={asked.gold} onClose={close} />}
      {asked?.what === 'retire' && <Retire gold={asked.gold} onClose={close} />}
    </section>
  )
}

const People = ({ project, roles }: { readonly project: string, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), name = usePeopleNames(project, roles), { data, error } = useQuery(serverQuery(listGoldPeople, { params: { project } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data || data.people.length === 0) return null
  return (
    <section className="card" aria-labelledby="gold-people">
      <header><h2 id="gold-people">{t(g.people)}</h2></header>
      <table className="table"><thead><tr><th>{t(g.person)}</th><th className="number">{t(g.exposures)}</th><th className="number">{t(g.rate)}</th></tr></thead>
        <tbody>{data.people.map(p => <tr key={p.person}><td><PersonName id={p.person} name={name(p.person)} /></td><td className="number">{formatCount(p.n)}</td>{p.rate ? <RateCell rate={p.rate} /> : <td className="number quiet">{t(g.tooFew)}</td>}</tr>)}</tbody></table>
    </section>
  )
}

/** `/p/:project/gold`: known answers, how often they were asked, and who passes. */
export const GoldPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', head = useQuery(serverQuery(readProject, { params: { project } })), gold = useQuery(serverQuery(listGold, { params: { project } })), name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(lotMessages.inspect), href: `/p/${project}/inspect` }, { label: t(g.gold) }], [name, project, t]))
  const error = head.error ?? gold.error, toBatches = <a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/annotate`}>{t(g.toBatches)}</a>
  if (error) return <><PageHead title={t(g.gold)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !gold.data) return <><PageHead title={t(g.gold)} /><SkeletonRows rows={6} /></>
  const items = gold.data.gold
  return (
    <>
      <PageHead title={t(g.gold)} actions={items.length > 0 && toBatches}>{t(g.purpose)}</PageHead>
      {items.length === 0 ? <EmptyState what={t(g.none)} next={t(g.noneNext)} action={toBatches} /> : <><Items items={items} /><People project={project} roles={head.data.roles} /></>}
    </>
  )
}
