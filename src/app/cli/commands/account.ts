import { parseArgs } from 'node:util'
import type { Message } from '../../../kernel/messages.ts'
import { eraseAccount } from '../../../workspace/access/erasure/contract.ts'
import { listInstallationEvents, renewPassword, resetAccount, setAccountState } from '../../../workspace/access/session/contract.ts'
import { client, provenLocally, Unexpected } from '../selftest/client.ts'

export const summary: Message = {
  'zh-Hans': '在本机停用、启用一个账号，给它新密码，重置它的两步验证，或清除它的个人信息；看账号的事件', 'zh-Hant': '在本機停用、啟用一個賬號，給它新密碼，重置它的兩步驗證，或清除它的個人信息；看賬號的事件', en: 'Disable or enable an account, give it a new password, reset its two-step sign-in, or erase what it tells about its person, on the machine of the server; list the events of accounts',
}
export const usage = 'feedstock account disable|enable|new-password|reset-two-step LOGIN [--url URL]\n       feedstock account erase LOGIN [--confirm LOGIN] [--url URL]\n       feedstock account events [--url URL]'

const acts = ['disable', 'enable', 'new-password', 'reset-two-step', 'erase'] as const

/** Every event, newest first, one JSON object a line. */
const printEvents = async (operator: ReturnType<typeof client>): Promise<void> => {
  for (let before: number | null | undefined; before !== null;) {
    const { entries, next } = await operator.call(listInstallationEvents, { query: { limit: 500, ...(before !== undefined && { before }) } })
    for (const entry of entries) process.stdout.write(`${JSON.stringify(entry)}\n`)
    before = next
  }
}

/** Speaks to the running server of this machine and proves itself by its data folder. Exit 0: done. 1: refused. 2: usage. */
export const run = async (argv: string[]): Promise<number> => {
  const parsed = (() => { try { return parseArgs({ args: argv, allowPositionals: true, options: { url: { type: 'string' }, confirm: { type: 'string' } } }) } catch { return null } })()
  const [name, login] = parsed?.positionals ?? [], act = acts.find(one => one === name)
  const lists = name === 'events' && parsed?.positionals.length === 1
  if (!parsed || (!lists && (!act || !login || parsed.positionals.length !== 2)) || (parsed.values.confirm !== undefined && act !== 'erase')) { process.stderr.write(`${usage}\n`); return 2 }
  const base = (parsed.values.url ?? 'http://localhost:8080').replace(/\/+$/, '')
  try {
    const operator = client(base, await provenLocally(base), null)
    if (lists || !act || !login) { await printEvents(operator); return 0 }
    if (act === 'erase') {
      const { confirm } = parsed.values, report = await operator.call(eraseAccount, { body: { login, ...(confirm !== undefined && { confirm }) } })
      process.stdout.write(`${JSON.stringify({ ok: true, act, ...report })}\n`)
      return 0
    }
    const { sessions, ...shown } = act === 'reset-two-step' ? await operator.call(resetAccount, { body: { login } })
      : act === 'new-password' ? await operator.call(renewPassword, { body: { login } })
      : await operator.call(setAccountState, { body: { login, state: act === 'disable' ? 'disabled' : 'active' } })
    process.stdout.write(`${JSON.stringify({ ok: true, login, act, sessionsEnded: sessions, ...shown })}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof Unexpected) && !(error instanceof TypeError)) throw error
    process.stderr.write(`${error instanceof Unexpected ? error.code : `no server answers at ${base}`}\n`)
    return 1
  }
}
