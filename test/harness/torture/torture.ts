import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createProject, acknowledge } from '../../../src/workspace/project/contract.ts'
import { client } from '../../../src/app/cli/selftest/client.ts'
import { insisting } from '../insisting.ts'
import { firstAdministrator, invited, leastProject } from '../people.ts'
import { check, checkJournal } from './checks.ts'
import { recipeOf, startCrew, type Crew, type Person, type Site } from './crew.ts'
import { openLedger, type Ledger } from './ledger.ts'
import { programs, type Program, type Standing } from './standing.ts'

/** What a torture has done so far; it lies beside its ledger, so that it can go on after it was stopped or killed itself. */
export interface State { readonly seed: number, random: number, kills: { [name in Program | 'all']: number }, checkedTo: number, site: Omit<Site, 'url'> | null }
export interface Summary { readonly kills: State['kills'], readonly acknowledged: number, readonly lost: number, readonly doubled: number, readonly runs: number, readonly resent: number, readonly journal: { readonly entries: number, readonly seals: number }, readonly findings: readonly string[] }

const people = { annotators: 4, reviewers: 2 } as const
/** Milliseconds between the moment at which everything serves and the next kill. */
const between = { least: 200, most: 2500 } as const

/** Writes that are acknowledged between two kills, and how long they may take, milliseconds. */
const progress = 10, progressPatience = 90_000

/** Park and Miller's generator, whose state can be kept. @returns 0 to 1 */
const draw = (state: State): number => (state.random = state.random * 16_807 % 2_147_483_647) / 2_147_483_647
const pause = (milliseconds: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, milliseconds) })

export const openState = (folder: string, seed: number): State => {
  const file = path.join(folder, 'state.json')
  mkdirSync(folder, { recursive: true })
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as State
  return { seed, random: seed % 2_147_483_646 + 1, kills: { server: 0, worker: 0, database: 0, all: 0 }, checkedTo: 0, site: null }
}
const keepState = (folder: string, state: State): void => {
  const file = path.join(folder, 'state.json')
  writeFileSync(`${file}.new`, JSON.stringify(state), { flush: true })
  renameSync(`${file}.new`, file)
}

/** Organisation, project and people. */
const settle = async (standing: Standing): Promise<Omit<Site, 'url'>> => {
  const founder = await firstAdministrator(standing.url, standing.setupLink!), owner = insisting(standing.url, founder), text = { en: 'text' }
  const project = (await owner.call(createProject, { body: { ...leastProject('Torture'), schema: { classes: [], questions: [{ id: 'usable', title: text, kind: 'choice', options: [{ id: 'yes', name: text }], required: false }] } } })).id
  const person = (login: string, { secret, organisation }: { secret: string, organisation: string }): Person => ({ login, secret, organisation })
  const joining = async (login: string, role: 'executor' | 'reviewer'): Promise<Person> => {
    const joined = person(login, await invited(standing.url, { ...client(standing.url, founder.secret, founder.organisation) }, login, [role]))
    await insisting(standing.url, joined).call(acknowledge, { params: { project }, body: { version: 1 } })
    return joined
  }
  const { id: recipe } = await recipeOf(owner, project), annotators: Person[] = [], reviewers: Person[] = []
  for (let i = 0; i < people.annotators; i++) annotators.push(await joining(`annotator-${i}`, 'executor'))
  for (let i = 0; i < people.reviewers; i++) reviewers.push(await joining(`reviewer-${i}`, 'reviewer'))
  return { project, recipe, coordinator: person('first', founder), annotators, reviewers }
}

const killsOf = ({ kills }: State): number => kills.server + kills.worker + kills.database + kills.all
/** First each of the three once; then one of them, the worker a little more often, or all at once. */
const nextVictim = (state: State): Program | 'all' => {
  const place = draw(state), unharmed = programs.filter(name => state.kills[name] === 0)
  if (unharmed.length > 0) return unharmed[Math.floor(place * unharmed.length)]!
  return place < 0.3 ? 'server' : place < 0.65 ? 'worker' : place < 0.9 ? 'database' : 'all'
}

export interface TortureOptions {
  readonly folder: string, readonly standing: Standing, readonly state: State, readonly kills: number, /** Kills between two looks at everything. */ readonly every: number
  readonly say: (line: string) => void, /** Ends it early, in good order. */ readonly signal?: AbortSignal
}

/** Kills until there were so many, checking now and then and at the end; the first finding ends it. */
export const torture = async (options: TortureOptions): Promise<Summary> => {
  const { folder, standing, state, kills, every, say, signal } = options, ledger = openLedger(path.join(folder, 'ledger.jsonl'))
  state.site ??= await settle(standing)
  keepState(folder, state)
  const crew = startCrew({ ...state.site, url: standing.url }, ledger)
  try {
    let findings: readonly string[] = [], lost = 0, doubled = 0
    const look = async (): Promise<void> => {
      const found = await crew.still(async () => {
        const differing = await crew.sayAgain(), seen = await check(standing.ownerUrl, ledger, state.checkedTo)
        state.checkedTo = ledger.done.length
        return { ...seen, findings: [...seen.findings, ...differing.map(d => `said again: ${d}`)] }
      })
      findings = [...findings, ...found.findings]
      for (const finding of found.findings) say(`finding: ${finding}`)
      lost += found.lost
      doubled += found.doubled
    }
    // A person who fails ends the torture with what the server said to them.
    const failed = crew.working.then(() => new Promise<never>(() => undefined))
    const kill = async (): Promise<void> => {
      await pause(between.least + draw(state) * (between.most - between.least))
      const victim = nextVictim(state)
      await standing.kill(victim === 'all' ? programs : [victim])
      state.kills[victim]++
      keepState(folder, state)
      // A slow machine would else see nothing but restarts.
      for (const before = ledger.done.length, end = Date.now() + progressPatience; ledger.done.length < before + progress;) {
        if (Date.now() > end) throw new Error(`only ${ledger.done.length - before} writes were acknowledged in ${progressPatience / 1000} s after ${victim} was killed`)
        await pause(50)
      }
    }
    while (killsOf(state) < kills && findings.length === 0 && !signal?.aborted) {
      await Promise.race([kill(), failed])
      if (killsOf(state) % every === 0) {
        await Promise.race([look(), failed])
        say(`${killsOf(state)} kills (${told(state.kills)}), ${ledger.done.length} writes acknowledged, ${crew.lost()} calls sent again, ${findings.length} findings`)
      }
    }
    await crew.rest()
    return await conclude(options, ledger, crew, { findings, lost, doubled })
  } finally { ledger.close() }
}

export const told = (kills: State['kills']): string => Object.entries(kills).map(([name, n]) => `${name} ${n}`).join(', ')

/** Everything from the first entry on, when every run has ended, and the chain of the journal. */
const conclude = async ({ standing, state }: TortureOptions, ledger: Ledger, crew: Crew, before: { findings: readonly string[], lost: number, doubled: number }): Promise<Summary> => {
  const all = await check(standing.ownerUrl, ledger), journal = await checkJournal(standing.ownerUrl, state.site!.coordinator.organisation), runs = ledger.done.filter(e => e.what === 'run').length
  return {
    kills: state.kills, acknowledged: ledger.done.length, lost: Math.max(before.lost, all.lost), doubled: Math.max(before.doubled, all.doubled), runs, resent: crew.lost(), journal: { entries: journal.entries, seals: journal.seals },
    findings: [...new Set([...before.findings, ...all.findings, ...journal.findings])],
  }
}
