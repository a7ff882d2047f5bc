import { useState, type ReactNode } from 'react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Note } from '../../../ui/note.tsx'
import { server, valueOf } from '../../../ui/server.ts'
import { listTasks } from '../../3-production/contract.ts'
import type { InspectionItemView, InspectionView } from '../contract.ts'
import { drawSample, keepsCommitment } from '../model.ts'
import { lotMessages as m } from './lot-messages.ts'
import { browserSha256, commandsOf, promisedText, revealedOf, type ReplayData, type Revealed } from './replay.ts'

const Step = ({ icon, title, at, children }: { readonly icon: IconName, readonly title: string, readonly at: string | null, readonly children?: ReactNode }): ReactNode => (
  <li className={at === null ? 'quiet' : undefined}><Icon name={icon} /><div className="stack"><div className="row"><span className="strong grow">{title}</span>{at && <span className="meta quiet">{formatTime(new Date(at))}</span>}</div>{children}</div></li>
)

/** Checked where the reader sits: the server's word is not enough. */
const Kept = ({ revealed }: { readonly revealed: Revealed }): ReactNode => {
  const t = useT(), text = promisedText(revealed)
  const { data: digest } = useQuery({ queryKey: ['sha256', text], queryFn: () => browserSha256(text), staleTime: Infinity })
  if (digest === undefined) return null
  if (digest === null) return <p className="meta quiet">{t(m.cannotCheck)}</p>
  return keepsCommitment(revealed.commitment, revealed.seed, revealed.salt, () => digest)
    ? <p className="row lot-kept"><Icon name="tick" size={14} />{t(m.keeps)}</p> : <Note tone="bad">{t(m.breaks)}</Note>
}

/** All tasks that could be drawn. */
const readTasks = async (batch: string): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let after: number | null = 0; after !== null;) {
    const page: { tasks: { id: string, state: string }[], next: number | null } = valueOf(await server().call(listTasks, { params: { batch }, query: { after, limit: 1000 } }))
    ids.push(...page.tasks.filter(task => task.state !== 'discarded').map(task => task.id))
    after = page.next
  }
  return ids
}

interface ReplayProps { readonly revealed: Revealed, readonly batch: string, readonly file: string, readonly items: readonly InspectionItemView[] }

const Replay = ({ revealed, batch, file, items }: ReplayProps): ReactNode => {
  const t = useT(), commands = commandsOf(revealed, file), [copy, setCopy] = useState<boolean | null>(null)
  const dataOf = async (): Promise<ReplayData> => ({ ...revealed, sampleSize: items.length, tasks: await readTasks(batch), sample: items.map(item => item.task) })
  const again = useMutation({ mutationFn: async () => { const { tasks, sample, sampleSize, seed } = await dataOf(); return { lot: tasks.length, isSame: drawSample(tasks, sampleSize, seed).join() === sample.join() } } })
  const download = useMutation({
    mutationFn: async () => {
      const link = document.createElement('a'), address = URL.createObjectURL(new Blob([JSON.stringify(await dataOf(), null, 1)], { type: 'application/json' }))
      link.href = address
      link.download = file
      link.click()
      URL.revokeObjectURL(address)
    },
  })
  const error = again.error ?? download.error, found = again.data
  return (
    <div className="stack lot-replay">
      <h3>{t(m.replay)}</h3>
      <div className="row wrap">
        <Button size="s" icon="run" busy={again.isPending} onClick={() => again.mutate()}>{t(m.replayHere)}</Button>
        <Button size="s" icon="download" busy={download.isPending} onClick={() => download.mutate()}>{t(m.download)}</Button>
        <Button size="s" icon="copy" onClick={() => void copyText(commands).then(setCopy)}>{t(m.copyCommands)}</Button>
        <span className="meta quiet" role="status">{copy === null ? '' : t(copy ? m.copied : m.notCopied)}</span>
      </div>
      {error && <FailureState failure={server().failureOf(error)} />}
      <div role="status">{found && <Note tone={found.isSame ? 'ok' : 'warn'}>{t(found.isSame ? m.replaySame : m.replayOther, { lot: formatCount(found.lot), n: formatCount(items.length) })}</Note>}</div>
      <pre tabIndex={0} role="region" aria-label={t(m.replay)}>{commands}</pre>
      <p className="meta quiet">{t(m.commandNote)}</p>
    </div>
  )
}

export interface LotDrawProps { readonly inspection: InspectionView, readonly display: string, /** Null until the sample is drawn. */ readonly items: readonly InspectionItemView[] | null }

/** The seed: promised before the work, told after it, checked by anyone. */
export const LotDraw = ({ inspection, display, items }: LotDrawProps): ReactNode => {
  const t = useT(), revealed = revealedOf(inspection), { commitment, createdAt, drawnAt, endedAt } = inspection
  return (
    <section className="card" aria-labelledby="lot-draw">
      <header><h2 id="lot-draw">{t(m.noPicking)}</h2></header>
      <div className="body stack loose">
        <ol className="lot-steps">
          <Step icon="lock" title={t(m.committed)} at={createdAt}><code className="block" aria-label={t(m.commitment)}>sha256 {commitment}</code><p className="meta secondary">{t(m.commitText)}</p></Step>
          {revealed ? (
            <Step icon="eye" title={t(m.revealed)} at={drawnAt}>
              <dl className="facts meta"><dt>{t(m.seed)}</dt><dd className="mono">{revealed.seed}</dd><dt>{t(m.salt)}</dt><dd className="mono">{revealed.salt}</dd></dl>
              <Kept revealed={revealed} />
            </Step>
          ) : <Step icon="ring" title={t(m.notRevealed)} at={null} />}
          <Step icon={endedAt ? 'shield' : 'ring'} title={t(endedAt ? m.ended : m.notEnded)} at={endedAt} />
        </ol>
        {revealed && items && items.length > 0 && <Replay revealed={revealed} batch={inspection.batch} file={`${display}-${inspection.round}.json`} items={items} />}
      </div>
    </section>
  )
}
