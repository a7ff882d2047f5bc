import { once } from 'node:events'
import { Readable, type Duplex } from 'node:stream'
import type pg from 'pg'

// What pg's connection does beside what its types say: the messages of COPY.
declare module 'pg' {
  interface Connection {
    query(text: string): void
    sendCopyFromChunk(chunk: Uint8Array): void
    endCopyFrom(): void
    sendCopyFail(reason: string): void
  }
}

/** Bytes gathered before they are handed on: a message of COPY holds one row. */
const batchSize = 64 * 1024

/** `COPY ... TO STDOUT`: the reader sets the pace, down to the socket. */
class CopyOut extends Readable {
  readonly #text: string
  #socket: Duplex | null = null
  #rows: Buffer[] = []
  #gathered = 0
  constructor(text: string) { super({ highWaterMark: 4 * batchSize }); this.#text = text }

  submit(connection: pg.Connection): void { this.#socket = connection.stream; connection.query(this.#text) }
  override _read(): void { this.#socket?.resume() }
  #flush(): boolean {
    const rows = Buffer.concat(this.#rows)
    this.#rows = []
    this.#gathered = 0
    return this.push(rows)
  }
  handleCopyData({ chunk }: { chunk: Uint8Array }): void {
    // A copy: the parser writes over its buffer when the next bytes arrive.
    this.#rows.push(Buffer.from(chunk))
    this.#gathered += chunk.length
    if (this.#gathered >= batchSize && !this.#flush()) this.#socket?.pause()
  }
  handleCommandComplete(): void { if (this.#gathered > 0) this.#flush() }
  handleReadyForQuery(): void { this.push(null) }
  handleError(error: Error): void { this.destroy(error) }
  // A reader that gives up leaves the connection flowing, so that it comes to the end of the answer.
  override _destroy(error: Error | null, done: (error: Error | null) => void): void { this.push = () => true; this.#socket?.resume(); done(error) }
}

/** @param text `copy (select ...) to stdout`: rows as lines of PostgreSQL's text format */
export const copyOut = (client: pg.Client, text: string): Readable => client.query(new CopyOut(text))

/**
 * `COPY ... FROM STDIN`: sends the bytes and waits until the server has taken them.
 * @throws what the server answers, or what the bytes throw: then the server has rolled the statement back
 */
export const copyIn = (client: pg.Client, text: string, bytes: AsyncIterable<Uint8Array>): Promise<void> => new Promise((resolve, reject) => {
  let broken: Error | null = null
  const send = async (connection: pg.Connection): Promise<void> => {
    try {
      for await (const chunk of bytes) {
        if (broken) return
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, 'drain'), once(connection.stream, 'close')])
      }
      connection.endCopyFrom()
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error))
      connection.sendCopyFail('the source ended early')
    }
  }
  client.query({
    submit: (connection: pg.Connection) => connection.query(text),
    handleCopyInResponse: (connection: pg.Connection) => { void send(connection) },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => (broken ? reject(broken) : resolve()),
    handleError: (error: Error) => { broken ??= error; reject(broken) },
  })
})
