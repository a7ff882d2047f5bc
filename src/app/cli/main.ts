import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Message } from '../../kernel/messages.ts'
import { hostFailures } from '../host/errors.ts'
import { commandSummaries, hostMessages, optionSummaries } from '../host/messages.ts'
import { failureText, sentence, terminalLocale } from '../host/terminal.ts'

/** What a file of `commands/` exports. @returns the exit code */
interface Command { readonly summary: Message, readonly run: (argv: string[]) => Promise<number> }

const commandsFolder = path.join(import.meta.dirname, 'commands')

const loadCommand = async (name: string): Promise<Command | null> => {
  const file = path.join(commandsFolder, `${name}.ts`)
  return /^[a-z][a-z-]*$/.test(name) && existsSync(file) ? await import(pathToFileURL(file).href) as Command : null
}

// Loaded when asked for: each brings its own part of the program.
const builtIn: Readonly<Record<string, Command>> = {
  start: { summary: commandSummaries.start, run: async argv => (await import('./start.ts')).run(argv) },
  server: { summary: commandSummaries.server, run: async argv => (await import('./apart.ts')).runProgram('server', argv) },
  worker: { summary: commandSummaries.worker, run: async argv => (await import('./apart.ts')).runProgram('worker', argv) },
  migrate: { summary: commandSummaries.migrate, run: async argv => (await import('./apart.ts')).runMigrate(argv) },
  help: { summary: commandSummaries.help, run: async () => help() },
}

const locale = terminalLocale(process.env)

const help = async (): Promise<number> => {
  const found = existsSync(commandsFolder) ? readdirSync(commandsFolder).filter(file => /^[a-z-]+\.ts$/.test(file)).map(file => path.basename(file, '.ts')) : []
  const others = await Promise.all(found.sort().map(async name => [name, (await loadCommand(name))?.summary] as const))
  const commands = [...Object.entries(builtIn).map(([name, { summary }]) => [name, summary] as const), ...others]
  const options = [
    ['--data DIR', optionSummaries.data], ['--port N', optionSummaries.port], ['--host H', optionSummaries.host],
    ['--no-open', optionSummaries.open], ['--log-level L', optionSummaries.logLevel],
  ] as const
  const table = (rows: readonly (readonly [string, Message | undefined])[]): string =>
    rows.map(([name, summary]) => `  ${name.padEnd(16)}${summary ? sentence(summary, {}, locale) : ''}`).join('\n')
  console.log([
    sentence(hostMessages.usage, {}, locale), '', sentence(hostMessages.commands, {}, locale), table(commands), '', sentence(hostMessages.options, {}, locale), table(options),
  ].join('\n'))
  return 0
}

const main = async ([name = 'help', ...argv]: string[]): Promise<number> => {
  const asked = name === '--help' || name === '-h' || argv.includes('--help') && name in builtIn ? 'help' : name
  const command = Object.hasOwn(builtIn, asked) ? builtIn[asked] : await loadCommand(asked)
  if (command) return command.run(argv)
  console.error(failureText(hostFailures.unknownCommand({ command: asked }), locale))
  return 2
}

process.exit(await main(process.argv.slice(2)))
