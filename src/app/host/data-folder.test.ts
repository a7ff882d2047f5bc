import { createPrivateKey, createPublicKey } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDataFolder, storageFailure } from './data-folder.ts'
import { processIdentity } from './process-identity.ts'
import { deriveSecret, openSecrets } from './secrets.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'feedstock-folder-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const open = (name: string) => {
  const folder = openDataFolder(path.join(scratch, name))
  if (!folder.ok) throw new Error(folder.failure.code)
  return folder.value
}
const lockOf = (folder: string): string => path.join(folder, 'LOCK')
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

describe('data folder', () => {
  test('Opening makes the whole layout, closed to others, and holds the folder until it is released.', () => {
    const folder = open('layout')
    expect(readFileSync(path.join(folder.path, 'VERSION'), 'utf8')).toBe('1\n')
    for (const place of [folder.blobs, folder.secrets, folder.backups, folder.logs, folder.temporary]) expect(statSync(place).mode & 0o777).toBe(0o700)
    expect(statSync(folder.path).mode & 0o066).toBe(0)
    expect(folder.takenOverFrom).toBeNull()
    const second = openDataFolder(folder.path)
    expect(second.ok ? null : second.failure).toMatchObject({ code: 'host.folder-in-use', parameters: { pid: process.pid, folder: folder.path } })
    folder.release()
    open('layout').release()
  })

  test('A lock of a process that is gone is taken over, and its number is told.', () => {
    const folder = open('dead')
    const pid = deadPid()
    writeFileSync(lockOf(folder.path), JSON.stringify({ pid, since: 'then', identity: 'x' }))
    expect(open('dead').takenOverFrom).toBe(pid)
  })

  test('A lock whose process number now belongs to another program is taken over.', () => {
    const folder = open('reused')
    writeFileSync(lockOf(folder.path), JSON.stringify({ pid: process.pid, since: 'then', identity: 'another start' }))
    expect(open('reused').takenOverFrom).toBe(process.pid)
  })

  test('A lock cut short by a crash is taken over.', () => {
    const folder = open('cut')
    writeFileSync(lockOf(folder.path), '{"pid":')
    expect(openDataFolder(folder.path).ok).toBe(true)
  })

  test('A folder of a later version is refused and not held.', () => {
    const folder = open('later')
    folder.release()
    writeFileSync(path.join(folder.path, 'VERSION'), '99\n')
    const later = openDataFolder(folder.path)
    expect(later.ok ? null : later.failure).toMatchObject({ code: 'host.folder-too-new', parameters: { found: '99', known: 1 } })
    writeFileSync(path.join(folder.path, 'VERSION'), '1\n')
    open('later').release()
  })

  test('A place that cannot be a folder is a failure that names it; an unknown error is thrown.', () => {
    const file = path.join(scratch, 'file')
    writeFileSync(file, '')
    const refused = openDataFolder(path.join(file, 'data'))
    expect(refused.ok ? null : refused.failure).toMatchObject({ code: 'host.folder-not-writable', parameters: { path: path.join(file, 'data'), reason: 'ENOTDIR' } })
    expect(storageFailure({ code: 'ENOSPC' }, '/x')).toMatchObject({ code: 'host.disk-full', parameters: { path: '/x' } })
    expect(() => storageFailure(new TypeError('bug'), '/x')).toThrow('bug')
  })
})

describe('process identity', () => {
  test('It is stable for a living process, differs between processes, and is null for a dead one.', () => {
    expect(processIdentity(process.pid)).toBe(processIdentity(process.pid))
    expect(processIdentity(process.ppid)).not.toBe(processIdentity(process.pid))
    expect(processIdentity(deadPid())).toBeNull()
  })
})

describe('secrets', () => {
  const read = (folder: string, shared: string | null = null) => {
    const secrets = openSecrets(folder, shared)
    if (!secrets.ok) throw new Error(secrets.failure.code)
    return { master: secrets.value.master, pem: readFileSync(secrets.value.signingKeyPath, 'utf8') }
  }

  test('They are made once, readable by the owner alone, and the same at the next start.', () => {
    const { secrets } = open('keys')
    const first = read(secrets)
    expect(first.master).toHaveLength(32)
    expect(createPrivateKey(first.pem).asymmetricKeyType).toBe('ed25519')
    for (const name of ['master', 'signing.pem']) expect(statSync(path.join(secrets, name)).mode & 0o777).toBe(0o600)
    expect(read(secrets)).toEqual(first)
  })

  test('Machines that share FEEDSTOCK_SECRET derive the same passwords and sign with the same key; another secret gives others.', () => {
    const shared = 'a secret of more than thirty-two characters'
    const [one, two, other] = [read(open('m1').secrets, shared), read(open('m2').secrets, shared), read(open('m3').secrets, `${shared}.`)]
    expect(two).toEqual(one)
    expect(other?.pem).not.toBe(one?.pem)
    const publicKey = createPublicKey(createPrivateKey(one?.pem ?? '')).export({ type: 'spki', format: 'der' })
    expect(publicKey).toHaveLength(44)
  })

  test('A derived password depends on master and label, and needs no escaping in an address.', () => {
    const [a, b] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    expect(deriveSecret(a, 'x')).toMatch(/^[\w-]{43}$/)
    expect(new Set([deriveSecret(a, 'x'), deriveSecret(a, 'y'), deriveSecret(b, 'x')]).size).toBe(3)
  })

  test('A damaged key file is a failure that names it, and it is left as it is.', () => {
    const { secrets } = open('damaged')
    writeFileSync(path.join(secrets, 'master'), 'short')
    expect(openSecrets(secrets, null)).toMatchObject({ ok: false, failure: { code: 'host.secret-damaged', parameters: { path: path.join(secrets, 'master') } } })
    expect(readFileSync(path.join(secrets, 'master'), 'utf8')).toBe('short')
  })
})
