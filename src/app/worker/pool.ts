import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Poison } from '../../workspace/runs/kind.ts'
import type { Execute } from '../../workspace/runs/engine.ts'
import type { Worked } from '../../workspace/runs/kind.ts'
import type { Failure } from '../../kernel/failure.ts'

export type Task = Parameters<Execute>[0]
export type FromChild = { readonly ready: true } | { readonly worked: Worked } | { readonly poison: Failure } | { readonly error: string }
export type ToChild = { readonly task: Task } | { readonly cancel: true }

interface Slot { child: ChildProcess, busy: boolean, answer: ((message: FromChild | { died: string }) => void) | null }

/**
 * Child processes, one per slot, that carry out shards: a blocked loop never looks dead, and a crash (a decoder that falls over)
 * is known at once and blames one shard only.
 */
export const childPool = (size: number, environment: NodeJS.ProcessEnv): { execute: Execute, close(): void } => {
  const program = fileURLToPath(new URL('./child.ts', import.meta.url))
  const waiting: ((slot: Slot) => void)[] = []
  let closed = false

  const open = (): Slot => {
    // Without the parent's guard: it lets a program end when nothing but the channel is left, which is what a child waits on.
    const child = fork(program, [], { env: environment, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
    const slot: Slot = { child, busy: true, answer: null }
    child.on('message', (message: FromChild) => { if ('ready' in message) free(slot); else slot.answer?.(message) })
    // A message to a child that has just ended: its end is told by 'exit', the shard is tried again.
    child.on('error', error => slot.answer?.({ died: error.message }))
    child.on('exit', (code, signal) => {
      slots.splice(slots.indexOf(slot), 1)
      slot.answer?.({ died: signal ?? `exit ${code}` })
      if (!closed) setTimeout(() => { if (!closed) slots.push(open()) }, 200)
    })
    return slot
  }
  const free = (slot: Slot): void => {
    const next = waiting.shift()
    slot.busy = next !== undefined
    next?.(slot)
  }
  const slots: Slot[] = []
  for (let i = 0; i < size; i++) slots.push(open())

  const take = (): Promise<Slot> => new Promise(resolve => {
    const idle = slots.find(s => !s.busy)
    if (idle) { idle.busy = true; resolve(idle) } else waiting.push(resolve)
  })

  const execute: Execute = async (task, signal) => {
    const slot = await take()
    const cancel = (): void => { slot.child.send({ cancel: true } satisfies ToChild) }
    try {
      const message = await new Promise<FromChild | { died: string }>(resolve => {
        slot.answer = resolve
        signal.addEventListener('abort', cancel)
        slot.child.send({ task } satisfies ToChild)
      })
      if ('worked' in message) return message.worked
      if ('poison' in message) throw new Poison(message.poison)
      throw new Error('died' in message ? `worker child died: ${message.died}` : 'error' in message ? message.error : 'no answer')
    } finally {
      signal.removeEventListener('abort', cancel)
      slot.answer = null
      if (slot.child.connected) free(slot)
    }
  }
  return { execute, close() { closed = true; for (const slot of slots) slot.child.kill() } }
}
