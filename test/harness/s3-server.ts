import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { freePort } from './installation.ts'
import { outsideServers } from './outside.ts'

export interface S3Access { readonly endpoint: string, readonly region: string, readonly accessKeyId: string, readonly secretAccessKey: string }
/** OpenStack Swift with its S3 interface in a throw-away folder: a real server that checks signatures. */
export interface S3Server { readonly access: S3Access, readonly client: S3Client, bucket(name: string): Promise<void>, stop(): Promise<void> }

const parts = ['account', 'container', 'object'] as const
type Ports = Readonly<Record<(typeof parts)[number] | 'proxy' | 'memcached', number>>

const storageConfig = (part: string, folder: string, port: number): string => `[DEFAULT]
devices = ${folder}/devices
mount_check = false
disable_fallocate = true
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}/etc
[pipeline:main]
pipeline = ${part}-server
[app:${part}-server]
use = egg:swift#${part}
`
const filters: Readonly<Record<string, string>> = {
  catch_errors: 'use = egg:swift#catch_errors', listing_formats: 'use = egg:swift#listing_formats', slo: 'use = egg:swift#slo', bulk: 'use = egg:swift#bulk',
  s3api: 'use = egg:swift#s3api\ns3_acl = false\nlocation = us-east-1\ncheck_bucket_owner = false', tempauth: 'use = egg:swift#tempauth\nuser_test_tester = testing .admin',
}
const proxyConfig = (folder: string, ports: Ports): string => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${ports.proxy}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}/etc
[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${ports.memcached}
${Object.entries(filters).map(([name, lines]) => `[filter:${name}]\n${lines}\n`).join('')}`

const toEnd = async (command: string, args: readonly string[], cwd: string): Promise<void> => {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => { output += String(piece) })
  const [code] = await once(child, 'close') as [number | null]
  // 1 is a warning of the ring builder (few replicas), 2 an error.
  if (code !== 0 && code !== 1) throw new Error(`${command} ${args.join(' ')}: ${output}`)
}

/** Which device holds what: one device, one copy. */
const makeRing = async (etc: string, part: string, port: number): Promise<void> => {
  for (const step of [['create', '4', '1', '0'], ['add', `r1z1-127.0.0.1:${port}/one`, '1'], ['rebalance']]) await toEnd('swift-ring-builder', [`${part}.builder`, ...step], etc)
}

const answers = (port: number): Promise<boolean> => new Promise(resolve => {
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => { socket.destroy(); resolve(true) })
  socket.once('error', () => resolve(false))
})

export const startS3Server = async (): Promise<S3Server> => {
  if (outsideServers.s3.find() === null) throw new Error(`no S3 server: apt-get install ${outsideServers.s3.packages.join(' ')}`)
  const folder = mkdtempSync(path.join(tmpdir(), 'feedstock-s3-')), etc = path.join(folder, 'etc')
  for (const name of ['etc', 'log', 'devices/one']) mkdirSync(path.join(folder, name), { recursive: true })
  const ports: Ports = { account: await freePort(), container: await freePort(), object: await freePort(), proxy: await freePort(), memcached: await freePort() }
  writeFileSync(path.join(etc, 'swift.conf'), '[swift-hash]\nswift_hash_path_suffix = t\nswift_hash_path_prefix = t\n[storage-policy:0]\nname = p0\ndefault = yes\n')
  for (const part of parts) writeFileSync(path.join(etc, `${part}-server.conf`), storageConfig(part, folder, ports[part]))
  writeFileSync(path.join(etc, 'proxy-server.conf'), proxyConfig(folder, ports))
  await Promise.all(parts.map(part => makeRing(etc, part, ports[part])))
  const running: ChildProcess[] = [], logs = path.join(folder, 'log')
  const launch = (name: string, command: string, args: readonly string[]): void => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => { writeFileSync(path.join(logs, name), String(piece), { flag: 'a' }) })
    running.push(child)
  }
  launch('memcached', 'memcached', ['-u', process.getuid?.() === 0 ? 'nobody' : userInfo().username, '-l', '127.0.0.1', '-p', String(ports.memcached)])
  for (const part of [...parts, 'proxy']) launch(part, `swift-${part}-server`, [path.join(etc, `${part}-server.conf`)])
  const stop = async (): Promise<void> => {
    await Promise.all(running.filter(child => child.exitCode === null && child.signalCode === null).map(child => { const ended = once(child, 'exit'); child.kill('SIGKILL'); return ended }))
    rmSync(folder, { recursive: true, force: true })
  }
  for (const end = Date.now() + 30_000; ;) {
    if ((await Promise.all(Object.values(ports).map(answers))).every(Boolean)) break
    if (Date.now() > end || running.some(child => child.exitCode !== null)) {
      const said = readdirSync(logs).map(name => `${name}: ${readFileSync(path.join(logs, name), 'utf8').slice(-500)}`).join('\n')
      await stop()
      throw new Error(`the S3 server did not answer\n${said}`)
    }
    await new Promise(resolve => { setTimeout(resolve, 100) })
  }
  const access = { endpoint: `http://127.0.0.1:${ports.proxy}`, region: 'us-east-1', accessKeyId: 'test:tester', secretAccessKey: 'testing' }
  const client = new S3Client({ endpoint: access.endpoint, region: access.region, forcePathStyle: true, credentials: access, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' })
  return { access, client, stop, async bucket(name) { await client.send(new CreateBucketCommand({ Bucket: name })) } }
}
