import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { IconName } from './icon.tsx'

/** One thing the command palette can do. */
export interface Command {
  /** Stable: the palette remembers what was used last by it. */
  readonly id: string
  readonly title: string
  readonly group: 'go' | 'do' | 'find'
  readonly icon?: IconName
  /** Where it also lives on the keyboard, one entry per key. */
  readonly keys?: readonly string[]
  run(): void
}

interface Registry { register(owner: symbol, commands: readonly Command[]): () => void }
const RegistryContext = createContext<Registry | null>(null)
const CommandsContext = createContext<readonly Command[]>([])

export const CommandsProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [owners, setOwners] = useState<ReadonlyMap<symbol, readonly Command[]>>(new Map())
  const registry = useMemo<Registry>(() => ({
    register: (owner, commands) => {
      setOwners(old => new Map(old).set(owner, commands))
      return () => setOwners(old => { const next = new Map(old); next.delete(owner); return next })
    },
  }), [])
  const commands = useMemo(() => [...owners.values()].flat(), [owners])
  return <RegistryContext value={registry}><CommandsContext value={commands}>{children}</CommandsContext></RegistryContext>
}

/** Offers commands while the component is shown. @param commands memoised by the caller */
export const useCommands = (commands: readonly Command[]): void => {
  const registry = use(RegistryContext)
  if (!registry) throw new Error('useCommands needs a CommandsProvider above it')
  const [owner] = useState(() => Symbol('commands'))
  useEffect(() => registry.register(owner, commands), [owner, commands, registry])
}

export const useAllCommands = (): readonly Command[] => use(CommandsContext)
