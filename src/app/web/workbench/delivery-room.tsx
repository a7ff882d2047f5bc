import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Output } from '../../../kernel/contract.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readGuideline, readProject, readSchema } from '../../../workspace/project/contract.ts'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import { listDelivered, readDelivery, type DeliveredItemView } from '../../../chain/5-inspection/delivery/contract.ts'
import { inspectionPolicy } from '../../../chain/5-inspection/policy.ts'
import { deliveryMessages as d } from '../../../chain/5-inspection/web/delivery-messages.ts'
import { clientSample } from '../../../chain/5-inspection/web/delivery-sample.ts'
import { DeliveryVerdict, type Marks } from '../../../chain/5-inspection/web/delivery-verdict.tsx'
import { buttonClass, IconButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { failureOf } from '../api.ts'
import type { PageProps } from '../page.ts'
import { DefectDialog } from './defect-dialog.tsx'
import { DefectList } from './defect-list.tsx'
import { inspectMessages as i } from './inspect-messages.ts'
import { workbenchMessages as m } from './messages.ts'
import type { Sitting, TaskSource } from './open-task.ts'
import { useActive } from './places.ts'
import { reveal } from './use-places.ts'
import { RoomFrame, useNamedShapes } from './room-frame.tsx'
import { defectName } from './sent-back.tsx'
import type { Surface } from './mount-surface.ts'
import { QuietFrame, RoomSkeleton } from './states.tsx'
import { INSPECTION, TopBar } from './top-bar.tsx'
import { useAccount } from './use-account.ts'
import { useDefectAsking, usePins } from './use-defect-asking.ts'
import { useSitting } from './use-sitting.ts'
import './workbench.css'

interface RoomProps {
  readonly seen: Output<typeof readDelivery>
  readonly items: readonly DeliveredItemView[]
  readonly item: DeliveredItemView
  readonly schema: TaskSource['schema']
  readonly guideline: Output<typeof readGuideline>
  /** The reader is the client, and the delivery waits for a word. */
  readonly judges: boolean
  readonly marks: Marks
  onMark(task: string, defects: readonly DefectInput[]): void
  onShow(task: string): void
}

const pageOf = ({ delivery }: RoomProps['seen']): string => `/p/${delivery.project}/b/${delivery.batch}/delivery`

const Bench = ({ seen, items, item, guideline, judges, marks, onMark, onShow, sitting: first }: RoomProps & { readonly sitting: Sitting }): ReactNode => {
  const t = useT(), sitting = useActive(first), router = useRouter(), surfaceRef = useRef<Surface | null>(null), { shapes } = useNamedShapes(sitting), { batch, delivery } = seen
  const defects = judges ? marks.get(item.task) ?? [] : item.defects, asking = useDefectAsking(sitting, shapes), pins = usePins(defects, sitting)
  const at = items.indexOf(item), step = (direction: 1 | -1): void => { const to = items[(at + direction + items.length) % items.length]; if (to) onShow(to.task) }
  const leave = (): void => router.history.push(pageOf(seen))
  const command = (name: string): boolean => {
    switch (name) {
      case 'inspect.defect': asking.ask(); return true
      case 'pin.set': asking.startPin(); return true
      case 'inspect.next': step(1); return true
      case 'inspect.previous': step(-1); return true
      default: return false
    }
  }
  return (
    <RoomFrame project={seen.delivery.project} work={{ guideline }} sitting={sitting} mode={judges ? 'mark' : 'look'} surfaceRef={surfaceRef} command={command} pins={pins} arming={asking.arming}
      dialogs={<DefectDialog subject={asking.subject} modalities={item.assets.map(asset => asset.modality)} onClose={asking.close} onNote={defect => { onMark(item.task, [...defects, defect]); asking.close(); surfaceRef.current?.focus() }} />}
      badge={shape => {
        const defect = defects.find(one => one.shape === shape.record.id), name = defect && defectName(defect.code)
        return defect && <StatusPill shape="cross" tone="bad">{name ? t(name) : defect.code}</StatusPill>
      }}
      top={<TopBar head={{ batch: batch.display, tasks: batch.tasks, number: item.number, name: item.assets[0]?.name ?? '', stage: INSPECTION }} session={null} onBack={leave} saving={<span className="secondary meta" role="status">{t(d.itemOf, { at: at + 1, n: items.length })}</span>}>
        <IconButton icon="chevron-left" label={t(i.previous)} keyHint="[" onClick={() => step(-1)} />
        <IconButton icon="chevron-right" label={t(i.next)} keyHint="]" onClick={() => step(1)} />
        {judges && <DeliveryVerdict delivery={delivery} marks={marks} size="s" onDone={leave} />}
      </TopBar>}
      before={<section className="verdict" aria-label={t(i.verdict)}>
        <DefectList defects={defects} nameOf={asking.nameOf} emptyText={t(judges ? d.noMarks : d.noneHere)} onAsk={judges ? asking.ask : undefined} onPin={judges ? asking.startPin : undefined}
          onRemove={judges ? defect => onMark(item.task, defects.filter(one => one !== defect)) : undefined} onSelect={id => reveal(sitting.places, id, surfaceRef)} />
      </section>}
      after={marks.size > 0 && <section className="verdict"><header><h2>{t(d.marked)}</h2><span className="quiet">{marks.size}</span></header>
        <ul className="defects">{items.filter(one => marks.has(one.task)).map(one => <li key={one.task}><button type="button" className="ui-link" onClick={() => onShow(one.task)}>{t(i.itemOf, { n: one.number })}</button></li>)}</ul></section>} />
  )
}

const Opened = (props: RoomProps): ReactNode => {
  const { sitting, failure } = useSitting({ assets: props.item.assets, schema: props.schema }, props.item.shapes)
  if (failure) return <QuietFrame top={<div />}><FailureState failure={failure} /></QuietFrame>
  return sitting ? <Bench {...props} sitting={sitting} /> : <RoomSkeleton />
}

/** Marks live until they are sent; the browser asks before they are lost. */
const useMarks = (): readonly [Marks, RoomProps['onMark']] => {
  const [marks, setMarks] = useState<Marks>(() => new Map())
  useEffect(() => {
    if (marks.size === 0) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [marks])
  return [marks, (task, defects) => setMarks(before => { const next = new Map(before); if (defects.length > 0) next.set(task, defects); else next.delete(task); return next })]
}

const Room = ({ id }: { readonly id: string }): ReactNode => {
  const t = useT(), [asked, show] = useUrlState('task'), [marks, mark] = useMarks(), seen = useQuery(serverQuery(readDelivery, { params: { delivery: id } }))
  const sample = useQuery(serverQuery(listDelivered, { params: { delivery: id }, query: { sample: clientSample } })), isKnown = seen.data !== undefined, params = { project: seen.data?.delivery.project ?? '' }
  const project = useQuery({ ...serverQuery(readProject, { params }), enabled: isKnown }), schema = useQuery({ ...serverQuery(readSchema, { params, query: { version: seen.data?.batch.schemaVersion ?? 1 } }), enabled: isKnown })
  const guideline = useQuery({ ...serverQuery(readGuideline, { params, query: { version: seen.data?.batch.guidelineVersion ?? 1 } }), enabled: isKnown })
  const error = seen.error ?? sample.error ?? project.error ?? schema.error ?? guideline.error, items = sample.data?.items, item = items?.find(one => one.task === asked) ?? items?.[0]
  if (error) return <QuietFrame top={<div />}><FailureState failure={failureOf(error)} action={<a className={buttonClass({ size: 's' })} href="/">{t(m.back)}</a>} /></QuietFrame>
  if (seen.data && items && !item) return <QuietFrame top={<div />}><EmptyState what={t(d.empty)} action={<a className={buttonClass({ variant: 'primary' })} href={pageOf(seen.data)}>{t(d.backToDelivery)}</a>} /></QuietFrame>
  if (!seen.data || !items || !item || !project.data || !schema.data || !guideline.data) return <RoomSkeleton />
  const judges = seen.data.delivery.state === 'delivered' && isAllowed(inspectionPolicy['delivery.judge'], project.data.roles)
  return <Opened key={item.task} seen={seen.data} items={items} item={item} schema={schema.data} guideline={guideline.data} judges={judges} marks={marks} onMark={mark} onShow={show} />
}

/** `/deliveries/:delivery`: the client walks through a sample of what was delivered and marks what is wrong. */
export const DeliveryRoomPage = ({ params }: PageProps): ReactNode => {
  const { account, failure } = useAccount()
  if (account !== null) return <Room id={params['delivery'] ?? ''} />
  return failure ? <QuietFrame top={<div />}><FailureState failure={failure} /></QuietFrame> : <RoomSkeleton />
}
