import type { Message } from '../../../kernel/messages.ts'
import type { RunView } from '../../../workspace/runs/contract.ts'
import { runResultMessages as m } from './messages.ts'

export interface ResultPlace { readonly href: string, readonly label: Message }

const fieldOf = (result: unknown, name: string): string | null => {
  const value = typeof result === 'object' && result !== null ? Object.entries(result).find(([key]) => key === name)?.[1] : undefined
  return typeof value === 'string' ? value : null
}

/** Where what a run made is shown, or null: by kind, which only the shell may know. A preparation and a release have the id of their run. */
export const resultPlace = (run: Pick<RunView, 'id' | 'kind' | 'state' | 'result'>, project: string): ResultPlace | null => {
  switch (run.kind) {
    case 'source.import':
    case 'source.sync': return { href: `/p/${project}/source`, label: m.source }
    case 'preparation.recipe': return run.state === 'done' ? { href: `/p/${project}/preparations/${run.id}`, label: m.verdicts } : null
    case 'release.build': return { href: `/p/${project}/releases/${run.id}`, label: m.release }
    case 'audit.verify': return { href: '/o/journal', label: m.journal }
    case 'audit.export': return { href: `/p/${project}/journal`, label: m.journal }
    case 'release.rebuild': {
      const release = fieldOf(run.result, 'release')
      return release === null ? null : { href: `/p/${project}/releases/${release}`, label: m.release }
    }
    case 'sample.make': {
      const next = fieldOf(run.result, 'import')
      return next === null ? null : { href: `/p/${project}/runs/${next}`, label: m.import }
    }
    default: return null
  }
}
