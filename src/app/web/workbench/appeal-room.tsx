import { useRef, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Output } from '../../../kernel/contract.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readGuideline, readProject, readSchema } from '../../../workspace/project/contract.ts'
import { decideAppeal, listAppeals, readAppeal } from '../../../chain/5-inspection/appeal/contract.ts'
import { inspectionPolicy } from '../../../chain/5-inspection/policy.ts'
import { appealMessages as a } from '../../../chain/5-inspection/web/appeal-messages.ts'
import { AppealPill } from '../../../chain/5-inspection/web/workbench-appeal.tsx'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { serverQuery, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { failureOf } from '../api.ts'
import type { PageProps } from '../page.ts'
import { DefectList } from './defect-list.tsx'
import { workbenchMessages as m } from './messages.ts'
import type { Sitting, TaskSource } from './open-task.ts'
import { useActive } from './places.ts'
import { reveal } from './use-places.ts'
import { RoomFrame, useNamedShapes } from './room-frame.tsx'
import { labelOf } from './shape-names.ts'
import type { Surface } from './mount-surface.ts'
import { QuietFrame, RoomSkeleton } from './states.tsx'
import { INSPECTION, TopBar } from './top-bar.tsx'
import { useAccount } from './use-account.ts'
import { usePins } from './use-defect-asking.ts'
import { useSitting } from './use-sitting.ts'
import './workbench.css'

type Seen = Output<typeof readAppeal>
interface RoomProps { readonly seen: Seen, readonly schema: TaskSource['schema'], readonly guideline: Output<typeof readGuideline>, readonly decides: boolean }

const queueHref = (project: string): string => `/p/${project}/appeals`

/** Both sides in their words, and the arbiter's. */
const Decision = ({ seen, decides }: Pick<RoomProps, 'seen' | 'decides'>): ReactNode => {
  const t = useT(), toast = useToast(), router = useRouter(), { appeal } = seen, [decision, setDecision] = useState(''), command = useServerCommand(decideAppeal, [listAppeals, readAppeal])
  const [isTried, tried] = useState(false), isMissing = decision.trim() === ''
  const send = (state: 'upheld' | 'rejected'): void => { tried(true); if (!isMissing) run(state) }
  const run = (state: 'upheld' | 'rejected'): void => command.mutate({ params: { appeal: appeal.id }, body: { state, decision: decision.trim() } }, {
    onSuccess: reply => { toast({ text: t(reply.state === 'rejected' ? a.wasRejected : reply.restored ? a.restored : a.notRestored) }); router.history.push(queueHref(appeal.project)) },
  })
  return (
    <section className="verdict" aria-label={t(a.decision)}>
      <h2>{t(a.author)}</h2><p>{appeal.reason}</p>
      {appeal.comment && <><h2>{t(a.review)}</h2><p>{appeal.comment}</p></>}
      {seen.corrected && <p className="meta secondary">{t(a.compare)}</p>}
      {appeal.state !== 'open' ? <><h2>{t(a.decision)}</h2><div><AppealPill state={appeal.state} /></div><p>{appeal.decision}</p></> : decides && <>
        <TextAreaField label={t(a.decisionText)} value={decision} maxLength={5000} onChange={event => setDecision(event.target.value)} />
        {isTried && isMissing && <p className="meta" role="alert">{t(a.decisionMissing)}</p>}
        <p className="meta secondary">{t(a.upholdText)}</p>
        <div className="row wrap"><Button size="s" busy={command.isPending} onClick={() => send('rejected')}>{t(a.reject)}</Button><Button size="s" variant="primary" busy={command.isPending} onClick={() => send('upheld')}>{t(a.uphold)}</Button></div>
      </>}
      {command.error && <FailureState failure={failureOf(command.error)} />}
    </section>
  )
}

const Bench = ({ seen, guideline, decides, sitting: first }: RoomProps & { readonly sitting: Sitting }): ReactNode => {
  const t = useT(), sitting = useActive(first), router = useRouter(), { appeal } = seen, surfaceRef = useRef<Surface | null>(null), { shapes } = useNamedShapes(sitting), pins = usePins(appeal.defects, sitting)
  const nameOf = (id: string | null): string => { const shape = shapes.find(one => one.record.id === id); return shape ? labelOf(shape) : id === null ? t(m.wholeTask) : t(m.removedShape) }
  return (
    <RoomFrame project={seen.appeal.project} work={{ guideline }} sitting={sitting} mode="still" surfaceRef={surfaceRef} command={() => false} pins={pins} {...seen.corrected && { second: seen.corrected }}
      top={<TopBar head={{ batch: appeal.batchDisplay, tasks: seen.tasks, number: appeal.taskNumber, name: seen.assets[0]?.name ?? '', stage: INSPECTION }} session={null} onBack={() => router.history.push(queueHref(appeal.project))} saving={<AppealPill state={appeal.state} />} />}
      before={<>
        <Decision seen={seen} decides={decides} />
        <section className="verdict" aria-label={t(a.review)}><DefectList defects={appeal.defects} emptyText="" nameOf={nameOf} onSelect={id => reveal(sitting.places, id, surfaceRef)} /></section>
      </>} />
  )
}

const Opened = (props: RoomProps): ReactNode => {
  const { sitting, failure } = useSitting({ assets: props.seen.assets, schema: props.schema }, props.seen.submitted)
  if (failure) return <QuietFrame top={<div />}><FailureState failure={failure} /></QuietFrame>
  return sitting ? <Bench {...props} sitting={sitting} /> : <RoomSkeleton />
}

const Room = ({ id }: { readonly id: string }): ReactNode => {
  const t = useT(), seen = useQuery(serverQuery(readAppeal, { params: { appeal: id } })), params = { project: seen.data?.appeal.project ?? '' }, isKnown = seen.data !== undefined
  const project = useQuery({ ...serverQuery(readProject, { params }), enabled: isKnown }), schema = useQuery({ ...serverQuery(readSchema, { params, query: { version: seen.data?.schemaVersion ?? 1 } }), enabled: isKnown })
  const guideline = useQuery({ ...serverQuery(readGuideline, { params, query: { version: seen.data?.guidelineVersion ?? 1 } }), enabled: isKnown })
  const error = seen.error ?? project.error ?? schema.error ?? guideline.error
  if (error) return <QuietFrame top={<div />}><FailureState failure={failureOf(error)} action={<a className={buttonClass({ size: 's' })} href="/">{t(m.back)}</a>} /></QuietFrame>
  if (!seen.data || !project.data || !schema.data || !guideline.data) return <RoomSkeleton />
  return <Opened seen={seen.data} schema={schema.data} guideline={guideline.data} decides={isAllowed(inspectionPolicy['appeal.decide'], project.data.roles)} />
}

/** `/appeals/:appeal`: the work as it was submitted, what the reviewer said, what the author says, and the arbiter's decision. */
export const AppealRoomPage = ({ params }: PageProps): ReactNode => {
  const { account, failure } = useAccount()
  if (account !== null) return <Room id={params['appeal'] ?? ''} />
  return failure ? <QuietFrame top={<div />}><FailureState failure={failure} /></QuietFrame> : <RoomSkeleton />
}
