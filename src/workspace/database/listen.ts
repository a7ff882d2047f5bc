import pg from 'pg'

export interface Listener { close(): Promise<void> }

/**
 * Listens on channels, on one connection of its own that is opened again when it breaks.
 * @param onOpen each time the connection stands: what was said in between was not heard
 */
export const listen = (url: string, channels: readonly string[], onNotice: (channel: string, text: string) => void, onOpen: () => void): Listener => {
  let client: pg.Client | null = null, closed = false, wait = 100
  const again = (): void => {
    client = null
    if (closed) return
    setTimeout(() => { void open() }, wait).unref()
    wait = Math.min(wait * 2, 5000)
  }
  const open = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'feedstock listener', keepAlive: true })
    // One end is enough to begin again; the error that comes before it says nothing more.
    next.on('error', () => {})
    next.once('end', again)
    next.on('notification', ({ channel, payload = '' }) => onNotice(channel, payload))
    try {
      await next.connect()
      for (const channel of channels) await next.query(`listen ${next.escapeIdentifier(channel)}`)
    } catch {
      await next.end().catch(() => {})
      return
    }
    if (closed) return void next.end()
    client = next
    wait = 100
    onOpen()
  }
  void open()
  return { async close() { closed = true; await client?.end() } }
}
