import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { choosePort, freeLoopbackPort } from './ports.ts'

const held: Server[] = []
afterEach(() => { for (const server of held.splice(0)) server.close() })

const hold = async (port: number): Promise<Server> => {
  const server = createServer().listen(port, '127.0.0.1')
  held.push(server)
  await once(server, 'listening')
  return server
}

describe('choosing a port', () => {
  test('A free port is used; a taken one that was asked for is refused with its number; a taken default gives way to the next.', async () => {
    const port = await freeLoopbackPort()
    expect(await choosePort('127.0.0.1', port, true, false)).toEqual({ ok: true, value: port })
    await hold(port)
    expect(await choosePort('127.0.0.1', port, true, false)).toMatchObject({ ok: false, failure: { code: 'host.port-taken', parameters: { port } } })
    const next = await choosePort('127.0.0.1', port, false, false)
    expect(next.ok && next.value > port && next.value <= port + 10).toBe(true)
  })

  test('While recovering it waits for the killed server to let go of the port.', async () => {
    const port = await freeLoopbackPort()
    const server = await hold(port)
    setTimeout(() => server.close(), 300)
    expect(await choosePort('127.0.0.1', port, false, true)).toEqual({ ok: true, value: port })
  })

  test('An address that is not of this machine is refused with the reason.', async () => {
    expect(await choosePort('203.0.113.7', 8080, false, false)).toMatchObject({ ok: false, failure: { code: 'host.port-forbidden', parameters: { reason: 'EADDRNOTAVAIL' } } })
  })
})
