/**
 * Loaded before server and worker (`node --import`). It turns the end of the supervisor, and its request to stop on systems without
 * signals, into the one signal that every program of ours handles: SIGTERM. So a supervisor that was killed leaves no orphans.
 */
const patienceMilliseconds = 10_000

const leave = (): void => {
  setTimeout(() => process.exit(1), patienceMilliseconds).unref()
  if (process.listenerCount('SIGTERM') === 0) process.exit(0)
  process.emit('SIGTERM')
}

if (process.channel) {
  process.once('disconnect', leave)
  process.on('message', message => { if (message === 'stop') leave() })
  // The channel alone must not keep a finished program alive.
  process.channel.unref()
}
