import pino from 'pino'

const waitingBytes = 4 * 2 ** 20

/**
 * Where a program's log goes: standard output. When it cannot be written (a full disk behind it) the program goes on: lines wait in
 * memory for the next one that can, 4 MB of them at most.
 */
export const logStream = () => {
  const stream = pino.destination({ dest: 1, sync: true, maxLength: waitingBytes })
  // Without a listener the first failed write would end the process.
  stream.on('error', () => {})
  return stream
}
