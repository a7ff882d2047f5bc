import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Failure } from '../../../kernel/failure.ts'
import type { Output } from '../../../kernel/contract.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readGuideline, readProject, readSchema } from '../../../workspace/project/contract.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { judgeItem, listInspections, listLots, listSample, type DefectInput, type InspectionItemView } from '../../../chain/5-inspection/contract.ts'
import { inspectionPolicy } from '../../../chain/5-inspection/policy.ts'
import { Button, buttonClass, IconButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { call, failureOf } from '../api.ts'
import type { PageProps } from '../page.ts'
import { DefectDialog } from './defect-dialog.tsx'
import { DefectList } from './defect-list.tsx'
import { inspectMessages as i } from './inspect-messages.ts'
import { workbenchMessages as m } from './messages.ts'
import { openTask, sit, type Sitting } from './open-task.ts'
import { useActive } from './places.ts'
import { reveal } from './use-places.ts'
import { RoomFrame, useNamedShapes } from './room-frame.tsx'
import { SampleList } from './sample-list.tsx'
import { isNews, itemAt, neighbour, nextUnjudged } from './sample-walk.ts'
import { defectName } from './sent-back.tsx'
import type { Surface } from './mount-surface.ts'
import { QuietFrame, RoomSkeleton } from './states.tsx'
import { INSPECTION, TopBar } from './top-bar.tsx'
import { useDefectAsking, usePins } from './use-defect-asking.ts'
import { useAccount } from './use-account.ts'
import './workbench.css'

type Sample = Output<typeof listSample>

/** One item of the sample as the room holds it. */
interface ItemProps {
  readonly sample: Sample
  readonly item: InspectionItemView
  readonly schema: WorkView['schema']
  readonly guideline: WorkView['guideline']
  /** The reader may judge, and the sample is open for it. */
  readonly judges: boolean
  onShow(task: string): void
}

const lotHref = ({ batch }: Sample): string => `/p/${batch.project}/b/${batch.id}/inspection`

/** The bar of the room; its middle says how far the sample is judged. */
const Bar = ({ sample, item, judges, onShow, children }: Pick<ItemProps, 'sample' | 'item' | 'judges' | 'onShow'> & { readonly children?: ReactNode }): ReactNode => {
  const t = useT(), router = useRouter(), { batch, items } = sample, judged = items.filter(one => one.conforms !== null).length
  const step = (direction: 1 | -1): void => { const to = neighbour(items, item.task, direction); if (to) onShow(to.task) }
  return (
    <TopBar head={{ batch: batch.display, tasks: batch.tasks, number: item.number, name: item.assets[0]?.name ?? '', stage: INSPECTION }} session={null} onBack={() => router.history.push(lotHref(sample))}
      saving={<span className="secondary meta" role="status">{[t(i.progress, { judged, n: items.length }), judges ? '' : t(i.readOnly)].filter(Boolean).join(' · ')}</span>}>
      <IconButton icon="chevron-left" label={t(i.previous)} keyHint="[" onClick={() => step(-1)} />
      <IconButton icon="chevron-right" label={t(i.next)} keyHint="]" onClick={() => step(1)} />
      {children}
    </TopBar>
  )
}

/** Sends a verdict, keeps the sample at hand up to date and goes on; after the last one the lot waits for its end. */
const useVerdict = ({ sample, item, onShow }: Pick<ItemProps, 'sample' | 'item' | 'onShow'>) => {
  const client = useQueryClient(), router = useRouter(), [isBusy, setBusy] = useState(false), [failure, fail] = useState<Failure | null>(null)
  const inspection = sample.inspection.id, next = nextUnjudged(sample.items, item.task)
  const goOn = (): void => { if (next) onShow(next.task); else router.history.push(lotHref(sample)) }
  const send = async (defects: readonly DefectInput[]): Promise<void> => {
    const conforms = defects.length === 0
    setBusy(true)
    const reply = await call(judgeItem, { params: { inspection, task: item.task }, body: { conforms, defects: [...defects] } })
    setBusy(false)
    if (!reply.ok) return fail(reply.failure)
    const found = defects.map(d => ({ shape: d.shape ?? null, code: d.code, severity: d.severity, note: d.note ?? '', slot: d.slot ?? null, pin: d.pin ?? null }))
    client.setQueryData(serverQuery(listSample, { params: { inspection } }).queryKey, old => old && { ...old, items: old.items.map(one => (one.task === item.task ? { ...one, conforms, defects: found } : one)) })
    for (const route of [listLots, listInspections]) void client.invalidateQueries({ queryKey: [route.id] })
    goOn()
  }
  return { isBusy, failure, send, goOn, isLast: next === null }
}

const Bench = ({ sample, item, guideline, judges, onShow, sitting: first }: ItemProps & { readonly sitting: Sitting }): ReactNode => {
  const t = useT(), sitting = useActive(first), surfaceRef = useRef<Surface | null>(null), { shapes } = useNamedShapes(sitting)
  const [defects, setDefects] = useState<readonly DefectInput[]>(item.defects), asking = useDefectAsking(sitting, shapes), { ask, nameOf } = asking, pins = usePins(defects, sitting)
  const { isBusy, failure, send, goOn, isLast } = useVerdict({ sample, item, onShow }), n = defects.length, hasNews = isNews(item, defects)
  const judge = (): void => { if (isBusy) return; if (hasNews) void send(defects); else goOn() }
  const step = (direction: 1 | -1): void => { const to = neighbour(sample.items, item.task, direction); if (to) onShow(to.task) }
  const command = (name: string): boolean => {
    switch (name) {
      case 'inspect.judge': judge(); return true
      case 'inspect.defect': ask(); return true
      case 'pin.set': asking.startPin(); return true
      case 'inspect.next': step(1); return true
      case 'inspect.previous': step(-1); return true
      default: return false
    }
  }
  const label = !hasNews ? t(isLast ? i.toLot : i.nextOpen) : n > 0 ? t(isLast ? i.failsLast : i.failsNext, { n }) : t(isLast ? i.conformsLast : i.conforms)
  return (
    <RoomFrame project={sample.batch.project} work={{ guideline }} sitting={sitting} mode={judges ? 'inspect' : 'look'} surfaceRef={surfaceRef} command={command} pins={pins} arming={asking.arming}
      dialogs={<DefectDialog subject={asking.subject} modalities={item.assets.map(asset => asset.modality)} onClose={asking.close} onNote={defect => { setDefects([...defects, defect]); asking.close(); surfaceRef.current?.focus() }} />}
      notices={failure && <FailureState failure={failure} />}
      badge={shape => {
        const defect = defects.find(one => one.shape === shape.record.id), name = defect && defectName(defect.code)
        return defect && <StatusPill shape="cross" tone="bad">{name ? t(name) : defect.code}</StatusPill>
      }}
      top={<Bar sample={sample} item={item} judges={judges} onShow={onShow}>
        {judges && n === 0 && <Button size="s" keyHint="U" onClick={ask}>{t(i.fails)}</Button>}
        {judges && <Button variant="primary" keyHint="↵" busy={isBusy} onClick={judge}>{label}</Button>}
      </Bar>}
      before={<section className="verdict" aria-label={t(i.verdict)}>
        <DefectList defects={defects} nameOf={nameOf} emptyText={judges ? t(i.noDefects, { key: 'U' }) : t(i.noneNoted)} onAsk={judges ? ask : undefined} onPin={judges ? asking.startPin : undefined} onRemove={judges ? defect => setDefects(defects.filter(one => one !== defect)) : undefined}
          onSelect={id => reveal(sitting.places, id, surfaceRef)} />
      </section>}
      after={<SampleList items={sample.items} task={item.task} onShow={onShow} />} />
  )
}

/** Opens what the item is about, with the shapes that were frozen, to look at only. */
const Item = (props: ItemProps): ReactNode => {
  const t = useT(), { item: { assets, shapes }, schema } = props
  const [opened, setOpened] = useState<Result<Sitting> | null>(null), [opening, open] = useState(0)
  useEffect(() => {
    let isGone = false
    void openTask({ assets, schema }).then(task => { if (!isGone) setOpened(task.ok ? ok(sit(task.value, shapes, true)) : task) })
    return () => { isGone = true }
  }, [assets, shapes, schema, opening])
  if (!opened) return <RoomSkeleton />
  if (!opened.ok) return <QuietFrame top={<Bar {...props} />}><FailureState failure={opened.failure} action={<Button size="s" onClick={() => { setOpened(null); open(opening + 1) }}>{t(m.tryAgain)}</Button>} /></QuietFrame>
  return <Bench {...props} sitting={opened.value} />
}

const Room = ({ inspection }: { readonly inspection: string }): ReactNode => {
  const t = useT(), [task, show] = useUrlState('task'), sample = useQuery(serverQuery(listSample, { params: { inspection } })), batch = sample.data?.batch
  const isKnown = batch !== undefined, params = { project: batch?.project ?? '' }
  const project = useQuery({ ...serverQuery(readProject, { params }), enabled: isKnown }), schema = useQuery({ ...serverQuery(readSchema, { params, query: { version: batch?.schemaVersion ?? 1 } }), enabled: isKnown })
  const guideline = useQuery({ ...serverQuery(readGuideline, { params, query: { version: batch?.guidelineVersion ?? 1 } }), enabled: isKnown })
  const item = sample.data && itemAt(sample.data.items, task), title = batch && item ? `${batch.display} · ${item.number}` : null
  useEffect(() => { if (title !== null) document.title = title }, [title])
  const error = sample.error ?? project.error ?? schema.error ?? guideline.error
  if (error) return <QuietFrame top={<div />}><FailureState failure={failureOf(error)} action={<a className={buttonClass({ size: 's' })} href="/">{t(m.back)}</a>} /></QuietFrame>
  if (sample.data && !item) return <QuietFrame top={<div />}><EmptyState what={t(i.notDrawn)} next={t(i.notDrawnNext)} action={<a className={buttonClass({ variant: 'primary' })} href={lotHref(sample.data)}>{t(i.toLot)}</a>} /></QuietFrame>
  if (!sample.data || !item || !project.data || !schema.data || !guideline.data) return <RoomSkeleton />
  const judges = sample.data.inspection.state === 'drawn' && isAllowed(inspectionPolicy['inspection.judge'], project.data.roles)
  return <Item key={item.task} sample={sample.data} item={item} schema={schema.data} guideline={guideline.data} judges={judges} onShow={show} />
}

/** `/i/:inspection`: judging the sample of a lot, item by item, with the frozen shapes in sight. */
export const InspectRoomPage = ({ params }: PageProps): ReactNode => {
  const { account, failure } = useAccount()
  if (account !== null) return <Room inspection={params['inspection'] ?? ''} />
  return failure ? <QuietFrame top={<div />}><FailureState failure={failure} /></QuietFrame> : <RoomSkeleton />
}
