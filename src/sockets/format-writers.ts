import type { WriteTree } from './format.ts'

/** Bytes that may wait for a file that is being taken, before the writer waits too. */
const waitingLimit = 1 << 20

interface Channel { readonly waiting: Uint8Array[], size: number, ended: boolean, taken: boolean, wake: () => void, drained: () => void, done: Promise<void> }

async function* drain(channel: Channel): AsyncGenerator<Uint8Array> {
  channel.taken = true
  for (;;) {
    const next = channel.waiting.shift()
    if (next) { channel.size -= next.length; yield next; continue }
    channel.drained()
    if (channel.ended) return
    await new Promise<void>(resolve => { channel.wake = resolve })
  }
}

/**
 * Several files written side by side from one pass over the items. A file whose stream is being taken slows the writer down to its speed;
 * one that the tree has not begun to take (an archive, which takes one at a time) waits in memory, so nothing can block for ever.
 */
export const fileWriters = (tree: WriteTree) => {
  const channels = new Map<string, Channel>()
  let broken: unknown
  const open = (path: string): Channel => {
    const known = channels.get(path)
    if (known) return known
    const channel: Channel = { waiting: [], size: 0, ended: false, taken: false, wake: () => {}, drained: () => {}, done: Promise.resolve() }
    channel.done = tree.write(path, drain(channel)).catch((error: unknown) => { broken ??= error; channel.drained() })
    channels.set(path, channel)
    return channel
  }
  return {
    /** Waits when the file cannot keep up. The first call for a path makes the file, also with no bytes. */
    async write(path: string, bytes: Uint8Array): Promise<void> {
      const channel = open(path)
      channel.waiting.push(bytes)
      channel.size += bytes.length
      channel.wake()
      if (channel.taken && channel.size > waitingLimit && broken === undefined) await new Promise<void>(resolve => { channel.drained = resolve })
      if (broken !== undefined) throw broken
    },
    /** Ends every file. @throws what the tree threw */
    async close(): Promise<void> {
      for (const channel of channels.values()) { channel.ended = true; channel.wake() }
      for (const channel of channels.values()) await channel.done
      if (broken !== undefined) throw broken
    },
  }
}
