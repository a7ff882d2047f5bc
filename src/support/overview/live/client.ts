import { Readable } from 'node:stream'
import type { Actor } from '../../../workspace/access/model.ts'
import type { Position } from '../../../workspace/journal/service.ts'
import { eventOf, framed, hears, type Told } from './model.ts'

/** Bytes that wait for a slow reader before it is dropped. It comes back with its last id and loses nothing. */
const mostWaiting = 256 * 1024

export interface LiveClient {
  readonly stream: Readable
  readonly session: string | null
  readonly since: number
  actor: Actor
  /** Everything up to it was sent, or was not for this reader. */
  position: number
  hello(): void
  tell(told: Position): void
  progress(told: Told): void
  beat(): void
  reset(position: number): void
  end(): void
}

export const liveClient = (actor: Actor, options: { readonly session: string | null, readonly project: string | null, readonly position: number, readonly since: number, onClose(): void }): LiveClient => {
  const stream = new Readable({ read() {}, highWaterMark: mostWaiting })
  stream.once('close', () => options.onClose())
  // A reader that goes away in the middle of a write.
  stream.on('error', () => {})
  const push = (text: string): void => {
    if (stream.destroyed) return
    stream.push(text)
    if (stream.readableLength > mostWaiting) stream.destroy()
  }
  const framedFor = (told: Told, event: string, id?: number): string | null => {
    if (options.project !== null && told.project !== options.project) return null
    const hearing = hears(client.actor, told)
    return hearing === 'nothing' ? null : framed(event, eventOf(told, hearing), id)
  }
  const client: LiveClient = {
    stream, session: options.session, since: options.since, actor, position: options.position,
    hello() { push(`retry: 2000\n${framed('hello', {}, client.position)}`) },
    tell(told) {
      client.position = told.id
      const text = framedFor(told, 'change', told.id)
      if (text) push(text)
    },
    progress(told) {
      const text = framedFor(told, 'progress')
      if (text) push(text)
    },
    // The id goes with it: who was told nothing for a while resumes here all the same.
    beat() { push(framed('beat', {}, client.position)) },
    reset(position) {
      client.position = position
      push(framed('reset', {}, position))
    },
    end() { if (!stream.destroyed) { stream.push(null); setTimeout(() => stream.destroy(), 1000).unref() } },
  }
  return client
}
