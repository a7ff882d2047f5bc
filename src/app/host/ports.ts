import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { hostFailures } from './errors.ts'

/** Listens for a moment. @param port 0 for any. @returns the port, or the system's code (EADDRINUSE, EACCES, EADDRNOTAVAIL) */
const tryPort = (host: string, port: number): Promise<Result<number, string>> => new Promise(resolve => {
  const server = createServer()
  server.once('error', error => resolve(fail((error as NodeJS.ErrnoException).code ?? error.message)))
  server.listen({ host, port, exclusive: true }, () => {
    const address = server.address()
    server.close(() => resolve(ok(typeof address === 'object' && address ? address.port : port)))
  })
})

/** A port of the loopback interface that nothing used a moment ago. */
export const freeLoopbackPort = async (): Promise<number> => {
  const port = await tryPort('127.0.0.1', 0)
  if (!port.ok) throw new Error(`no loopback port is free: ${port.failure}`)
  return port.value
}

const portsTried = 11
const graceMilliseconds = 3_000

/**
 * The port to serve at.
 * @param chosen whether a person asked for exactly this one; else the next ten are tried
 * @param recovering the last run was killed and its server may need a moment to notice
 */
export const choosePort = async (host: string, wanted: number, chosen: boolean, recovering: boolean): Promise<Result<number>> => {
  const deadline = Date.now() + (recovering ? graceMilliseconds : 0)
  let first = await tryPort(host, wanted)
  while (!first.ok && first.failure === 'EADDRINUSE' && Date.now() < deadline) {
    await sleep(100)
    first = await tryPort(host, wanted)
  }
  if (first.ok) return first
  if (first.failure !== 'EADDRINUSE') return fail(hostFailures.portForbidden({ host, port: wanted, reason: first.failure }))
  for (let port = wanted + 1; !chosen && port < wanted + portsTried; port++) {
    const next = await tryPort(host, port)
    if (next.ok) return next
  }
  return fail(hostFailures.portTaken({ host, port: wanted }))
}
