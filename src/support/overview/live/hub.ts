import type { Readable } from 'node:stream'
import { refuse } from '../../../kernel/failure.ts'
import type { OrganisationId, ProjectId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { actFor, isSessionOpen } from '../../../workspace/access/service.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import { listen } from '../../../workspace/database/listen.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { createHorizon, journalChannel, readPositions, type Position } from '../../../workspace/journal/service.ts'
import { runChannel } from '../../../workspace/runs/service.ts'
import { liveClient, type LiveClient } from './client.ts'
import { liveFailures } from './errors.ts'
import { accessKinds } from './model.ts'
import { projectOfRun } from './repository.ts'

export const mostPerAccount = 8
const page = 500
/** Whoever would hear more than this at once (an import of a million files) reads its page anew instead. */
const mostMissed = 1000
/** Milliseconds. */
const every = { beat: 15_000, look: 5000, check: 4000, progress: 1000, life: 600_000, settle: 25 } as const

export interface Subscription { readonly actor: Actor, readonly session: string | null, readonly project: string | null, /** The position after which to go on, or null for from now on. */ readonly after: number | null }
export interface Hub {
  /** @throws a Refusal when the account has too many already */
  open(subscription: Subscription): Promise<Readable>
  readonly size: number
  close(): Promise<void>
}

interface Room { readonly organisation: OrganisationId, readonly clients: Set<LiveClient>, position: number, /** Readers that are catching up. */ joining: number, asked: boolean, busy: boolean }
type Needs = Pick<Services, 'db' | 'clock'>

/** The readers of one server process: one listening connection, one reading per organisation, however many read. */
export const createHub = (services: Needs, url: string, report: (error: unknown) => void): Hub => {
  const { db, clock } = services, horizon = createHorizon(db), rooms = new Map<string, Room>()
  const held = new Map<string, number>(), runs = new Map<string, { project: string | null, resting: boolean, again: boolean }>()
  let closed = false

  const positions = (organisation: OrganisationId, above: number, through: number, limit: number): Promise<Position[]> => inScope(db, { organisation }, tx => readPositions(tx, { above, through, limit }))

  /** Who left, or lost the right to listen, hears nothing more; whose roles changed hears as what they are now. */
  const check = async (room: Room): Promise<void> => {
    const now = clock.now(), seen = new Map<string, Promise<Actor | null>>()
    await Promise.all([...room.clients].map(async client => {
      const { actor, session } = client, key = `${actor.membership} ${session}`
      if (!seen.has(key)) seen.set(key, inScope(db, { organisation: room.organisation, account: actor.account }, async tx => (session === null || await isSessionOpen(tx, session, now) ? actFor(tx, actor.membership) : null)))
      const fresh = await seen.get(key)!
      if (!fresh || now.getTime() - client.since > every.life) client.end()
      else client.actor = { ...fresh, allowed: actor.allowed }
    }))
  }

  const deliver = async (room: Room): Promise<void> => {
    const { settled, waiting } = await horizon.reach()
    for (let told = 0; room.position < settled;) {
      const found = await positions(room.organisation, room.position, settled, page)
      if (found.some(one => accessKinds.has(one.kind))) await check(room)
      told += found.length
      if (told > mostMissed) {
        room.position = settled
        for (const client of room.clients) client.reset(settled)
        break
      }
      for (const client of room.clients) for (const one of found) if (one.id > client.position) client.tell(one)
      room.position = found.length === page ? found.at(-1)!.id : settled
      for (const client of room.clients) client.position = Math.max(client.position, room.position)
    }
    // Something newer is still open in some transaction: it is looked for again, soon.
    if (waiting) room.asked = true
  }

  const pump = async (room: Room): Promise<void> => {
    room.asked = true
    if (room.busy) return
    room.busy = true
    try {
      while (room.asked && room.clients.size > 0 && !closed) {
        room.asked = false
        await deliver(room)
        if (room.asked) await new Promise(resolve => { setTimeout(resolve, every.settle) })
      }
    } catch (error) { if (!closed) report(error) }
    finally { room.busy = false }
  }
  const pumpAll = (): void => { for (const room of rooms.values()) void pump(room) }

  const tellProgress = async (organisation: string, run: string): Promise<void> => {
    const room = rooms.get(organisation)
    if (!room) return
    let known = runs.get(run)
    if (!known) {
      const project = await inScope(db, { organisation: room.organisation }, tx => projectOfRun(tx, run))
      if (project === undefined) return
      runs.set(run, known = { project, resting: false, again: false })
    }
    if (known.resting) { known.again = true; return }
    for (const client of room.clients) client.progress({ account: null, kind: 'run', verb: 'run.progress', object: run, project: known.project })
    known.resting = true
    setTimeout(() => {
      // The last word is never swallowed: what came while it rested is told at the end.
      const again = runs.get(run)?.again
      runs.delete(run)
      if (again) tellProgress(organisation, run).catch(report)
    }, every.progress).unref()
  }

  const listener = listen(url, [journalChannel, runChannel], (channel, text) => {
    const [organisation = '', run] = text.split(' '), room = rooms.get(organisation)
    if (room && channel === journalChannel) void pump(room)
    else if (room && run) tellProgress(organisation, run).catch(report)
  }, pumpAll)
  const timers = [
    setInterval(pumpAll, every.look), setInterval(() => { for (const room of rooms.values()) for (const client of room.clients) client.beat() }, every.beat),
    setInterval(() => { for (const room of rooms.values()) check(room).catch(report) }, every.check),
  ]

  const roomOf = async (organisation: OrganisationId): Promise<Room> => {
    const { settled } = await horizon.reach(), room = rooms.get(organisation) ?? { organisation, clients: new Set(), position: settled, joining: 0, asked: false, busy: false }
    rooms.set(organisation, room)
    room.joining++
    return room
  }

  const leaveEmpty = (room: Room): void => { if (room.clients.size === 0 && room.joining === 0) rooms.delete(room.organisation) }

  /** Reads what the client missed, up to where the room stands; it joins in the moment in which both are level. */
  const catchUp = async (room: Room, client: LiveClient): Promise<void> => {
    for (let missed = 0; client.position < room.position;) {
      const found = await positions(room.organisation, client.position, room.position, page)
      missed += found.length
      if (missed > mostMissed) { client.reset(room.position); break }
      for (const told of found) client.tell(told)
      if (found.length < page) client.position = room.position
    }
    if (!client.stream.destroyed) room.clients.add(client)
  }

  return {
    get size() { return [...rooms.values()].reduce((sum, room) => sum + room.clients.size, 0) },
    async open({ actor, session, project, after }) {
      const { account, organisation } = actor, count = held.get(account) ?? 0
      if (closed) return refuse(liveFailures.unavailable())
      if (count >= mostPerAccount) return refuse(liveFailures.tooMany({ most: mostPerAccount }))
      held.set(account, count + 1)
      const room = await roomOf(organisation)
      const client = liveClient(actor, {
        session, project, position: after ?? room.position, since: clock.now().getTime(),
        onClose() {
          room.clients.delete(client)
          const left = (held.get(account) ?? 1) - 1
          if (left > 0) held.set(account, left); else held.delete(account)
          leaveEmpty(room)
        },
      })
      client.hello()
      try { await catchUp(room, client) }
      finally { room.joining--; leaveEmpty(room) }
      void pump(room)
      return client.stream
    },
    async close() {
      closed = true
      for (const timer of timers) clearInterval(timer)
      for (const room of rooms.values()) for (const client of room.clients) client.stream.destroy()
      await listener.close()
    },
  }
}

/** May the subscriber listen to this project, or at all? */
export const mayListen = (actor: Actor, project: string | null): boolean => can(actor, 'project.read', { project: project as ProjectId | null }) || (project === null && actor.projectRoles.size > 0)
