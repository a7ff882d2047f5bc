import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listPeople } from '../../access/contract.ts'
import { isAllowed } from '../../access/model.ts'
import { accessPolicy } from '../../access/policy.ts'
import { listAcknowledgements, listMembers } from '../contract.ts'
import { projectPolicy } from '../policy.ts'
import { acknowledgeMessages as m } from './acknowledge-messages.ts'
import { readersOf, type Reader } from './readers.ts'
import './acknowledge.css'

const State = ({ reader, material }: { readonly reader: Reader, readonly material: number }): ReactNode => {
  const t = useT(), { version, at } = reader
  if (version === null) return <StatusPill shape="ring">{t(m.unread)}</StatusPill>
  const title = at === null ? undefined : formatTime(new Date(at))
  return <span title={title}>{version >= material ? <StatusPill shape="tick" tone="ok">{t(m.readVersion, { version })}</StatusPill> : <StatusPill shape="half" tone="warn">{t(m.behind, { version })}</StatusPill>}</span>
}

/** Who works here and which version each has read; those who have not stand first. */
export const ReaderList = ({ project, roles }: { readonly project: string, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), maySee = isAllowed(projectPolicy['acknowledgement.read'], roles) && isAllowed(accessPolicy['person.list'], roles)
  const read = useQuery({ ...serverQuery(listAcknowledgements, { params: { project } }), enabled: maySee })
  const people = useQuery({ ...serverQuery(listPeople, { query: { project } }), enabled: maySee }), members = useQuery({ ...serverQuery(listMembers, { params: { project } }), enabled: maySee })
  if (!maySee) return null
  const error = read.error ?? people.error ?? members.error
  const readers = read.data && people.data && members.data ? readersOf(people.data.people, members.data.members, read.data.acknowledgements, read.data.material) : null
  return (
    <section className="card" aria-labelledby="readers">
      <header><h2 id="readers">{t(m.list)}</h2></header>
      <div className="body">
        {error ? <FailureState failure={server().failureOf(error)} /> : !readers ? <SkeletonRows rows={3} /> : readers.length === 0 ? <p className="quiet">{t(m.nobody)}</p> : (
          <ul className="readers" tabIndex={0} aria-label={t(m.list)}>{readers.map(reader => <li key={reader.membership}><span className="truncate">{reader.name}</span><State reader={reader} material={read.data?.material ?? 0} /></li>)}</ul>
        )}
      </div>
    </section>
  )
}
