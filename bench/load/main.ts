import http from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { machine } from '../machine.ts'
import { makeOrganisation, makeProduction, makeWorkers, startWorld, type Production, type World } from '../world.ts'
import { flatBound, watchMemory } from './memory.ts'
import { kindOf, listens, period, rolesOf, work, type Kind } from './people.ts'
import { allTimes, errorsOf, figuresOf, newRecord, toldTimes, type Record } from './record.ts'
import { toldUse, usedBy } from './processor.ts'
import { speaker, type Speaker } from './speaker.ts'

/**
 * Several hundred people at once on a durable installation: annotators who claim, draw and submit once in five seconds, reviewers who
 * judge, coordinators who look at one page after another; whoever has a console open holds the live stream. The rate is fixed beforehand
 * (open loop): a time counts from the moment at which a call was due, so that a slow server cannot hide behind calls that wait.
 * Passes when p95 over all calls is at most 500 ms, nothing failed, and the memory of server and worker is flat. With --ramp more people
 * come until p95 leaves 500 ms.
 * Run: `npm run load -- --people 300 --minutes 10 --ramp`
 */
const { values } = parseArgs({ options: {
  people: { type: 'string', default: '300' }, minutes: { type: 'string', default: '10' }, 'warm-up': { type: 'string', default: '20' },
  ramp: { type: 'boolean', default: false }, 'ramp-seconds': { type: 'string', default: '30' }, most: { type: 'string', default: '3000' },
} })
const people = Number(values.people), seconds = Number(values.minutes) * 60, warmUp = Number(values['warm-up']), rampSeconds = Number(values['ramp-seconds']), most = Number(values.most)
/** Milliseconds that nineteen of twenty calls may take. */
const bound = 500

interface Person { readonly kind: Kind, readonly speaker: Speaker }
interface Crowd { readonly people: Person[], grow(to: number): Promise<void>, leave(): Promise<void> }

/** People join, open their consoles and stay. */
const gather = (world: World, organisation: string, place: Production, record: () => Record): Crowd => {
  const agent = new http.Agent({ keepAlive: true }), left = new AbortController(), streams: Promise<void>[] = [], crowd: Person[] = []
  return {
    people: crowd,
    async grow(to) {
      for (let index = crowd.length; index < to; index++) {
        const kind = kindOf(index), [worker] = await makeWorkers(world.owner, organisation, 1, rolesOf[kind]), person = { kind, speaker: speaker(world.url, agent, worker!, record) }
        crowd.push(person)
        if (listens(kind)) streams.push(person.speaker.listen(place.project, left.signal))
      }
    },
    async leave() {
      left.abort()
      await Promise.all(streams)
      agent.destroy()
    },
  }
}

const world = await startWorld(['server', 'worker'])
let record = newRecord()
/** Everybody works for so many seconds. @returns what was measured */
const phase = async (crowd: Crowd, place: Production, length: number): Promise<Record> => {
  const own = record = newRecord(), began = performance.now() + 200, shift = { place, record: () => own, began, end: began + length * 1000 }
  // The golden ratio spreads any number of people over the period.
  await Promise.all(crowd.people.map((person, index) => work(person.kind, person.speaker, shift, index * 0.618_034 % 1)))
  return own
}

/** More people, a quarter more each time, until p95 leaves the bound. @returns the most that it held for */
const ramp = async (crowd: Crowd, place: Production, held: number): Promise<number> => {
  for (let count = held; count < most;) {
    const next = Math.min(most, Math.max(count + 10, Math.round(count * 1.25)))
    await crowd.grow(next)
    const measured = await phase(crowd, place, rampSeconds), { p95 } = figuresOf(allTimes(measured)), errors = errorsOf(measured)
    console.log(`ramp           ${next} people: p95 ${p95.toFixed(0)} ms, ${errors} errors`)
    if (p95 > bound || errors > 0) return count
    count = next
  }
  return most
}

const tellErrors = ({ errors }: Record): void => { for (const [what, n] of errors) console.log(`error          ${what}, ${n} times`) }

/** Warnings and worse of server and worker, each kind once. Pino's levels: 40 is a warning. */
const tellWarnings = (output: string): void => {
  const said = new Map<string, number>()
  for (const line of output.split('\n').filter(Boolean)) {
    const { level = 60, msg = line, err } = (() => { try { return JSON.parse(line) as { level?: number, msg?: string, err?: { message?: string, stack?: string } } } catch { return {} } })()
    const what = `${msg}${err ? `: ${(err.stack ?? err.message ?? '').split('\n').slice(0, 3).join(' ')}` : ''}`.slice(0, 400)
    if (level >= 40) said.set(what, (said.get(what) ?? 0) + 1)
  }
  for (const [what, n] of said) console.log(`said           ${what}, ${n} times`)
}

try {
  const organisation = await makeOrganisation(world.owner), [owner] = await makeWorkers(world.owner, organisation, 1, ['administrator'])
  // A ramp may take up to `most` people for as long as all of its phases.
  const turns = (seconds + warmUp) * people / 5 + (values.ramp ? most * rampSeconds : 0)
  const tasks = Math.max(10_000, Math.ceil(turns * 1.1)), place = await makeProduction(world.owner, organisation, owner!.membership, tasks, 1)
  console.log(machine())
  console.log(`method: ${people} people, 16 of 20 annotate, 3 review, 1 coordinates, each once in ${period / 1000} s for ${seconds} s after ${warmUp} s that do not count; open loop, times from the moment a call was due; ${tasks.toLocaleString('en-US')} tasks; clients, server, worker and durable PostgreSQL share the cores`)
  const crowd = gather(world, organisation, place, () => record)
  await crowd.grow(people)
  const warm = await phase(crowd, place, warmUp)
  tellErrors(warm)
  const running = await world.programs(), before = await usedBy(running), memory = watchMemory(running), delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const measured = await phase(crowd, place, seconds)
  delay.disable()
  const after = await usedBy(running)
  const growths = memory.stop(), { p95 } = figuresOf(allTimes(measured)), errors = errorsOf(measured) + errorsOf(warm), rate = (what: string): string => ((measured.counts.get(what) ?? 0) / seconds).toFixed(1)
  console.log(toldTimes(measured))
  console.log(`done           ${rate('submissions')} submissions/s, ${rate('verdicts')} verdicts/s, ${measured.counts.get('reviewers without work') ?? 0} turns of reviewers found nothing to judge, ${measured.counts.get('pieces of streams') ?? 0} pieces came over ${crowd.people.filter(p => listens(p.kind)).length} streams`)
  console.log(`clients        their own loop was late by p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, which is in the times above`)
  if (before && after) console.log(toldUse(before, after, allTimes(measured).length))
  for (const { name, first, last, most: peak, flat } of growths) console.log(`memory         ${name.padEnd(8)} first third ${first.toFixed(0)} MiB, last third ${last.toFixed(0)} MiB, most ${peak.toFixed(0)} MiB: ${flat ? 'flat' : `NOT flat (over ${flatBound.share * 100} % and ${flatBound.mebibytes} MiB)`}`)
  if (growths.length < 2) console.log('memory         could not be read here')
  tellErrors(measured)
  const good = p95 <= bound && errors === 0 && growths.length === 2 && growths.every(growth => growth.flat)
  console.log(`${good ? 'passed' : 'FAILED'}         p95 ${p95.toFixed(0)} ms of ${bound}, ${errors} errors, memory ${growths.length === 2 && growths.every(growth => growth.flat) ? 'flat' : 'not shown to be flat'}`)
  if (!good) process.exitCode = 1
  if (values.ramp) console.log(`limit          ${good ? await ramp(crowd, place, people) : `below ${people}`} people within p95 ${bound} ms`)
  await crowd.leave()
  tellWarnings(world.output())
} finally { await world.stop() }
