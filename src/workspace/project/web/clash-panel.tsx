import { useMemo, useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { versionMessages as m } from './schema-messages.ts'
import type { Choices, Clash } from './three-way.ts'

export interface ClashPanelProps<T> {
  readonly base: number
  readonly newest: number
  /** Both changes brought together, given what was chosen. */
  merge(choices: Choices): { readonly merged: T, readonly clashes: readonly Clash[] }
  /** What each side changed, for the two columns. */
  readonly mine: ReactNode
  readonly theirs: ReactNode
  /** Where a clash is, in words. */
  placeOf(clash: Clash): string
  onMerge(merged: T): void
}

const wordsOf = (value: unknown): string => typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)

/** Somebody saved meanwhile: both changes side by side, a choice where they meet, and nothing lost. */
export const ClashPanel = <T,>({ base, newest, merge, mine, theirs, placeOf, onMerge }: ClashPanelProps<T>): ReactNode => {
  const t = useT()
  const [choices, choose] = useState<Choices>({})
  const { merged, clashes } = useMemo(() => merge(choices), [merge, choices])
  const option = (clash: Clash, side: 'mine' | 'theirs'): ReactNode => (
    <Radio name={clash.path} checked={(choices[clash.path] ?? 'mine') === side} onChange={() => choose({ ...choices, [clash.path]: side })}
      label={t(side === 'mine' ? m.takeMine : m.takeTheirs, { value: wordsOf(clash[side]) || t(m.nothing) })} />
  )
  return (
    <Note tone="warn">
      <div className="clash" role="alert">
        <div><div className="happened">{t(m.clashTitle, { base, newest })}</div><div className="rest">{t(m.clashSafe)}</div></div>
        <div className="sides"><section><h2>{t(m.theirs)}</h2>{theirs}</section><section><h2>{t(m.mine)}</h2>{mine}</section></div>
        {clashes.length > 0 && <section><h2>{t(m.bothChanged)}</h2>{clashes.map(clash => <fieldset key={clash.path}><legend>{placeOf(clash)}</legend><div className="row wrap">{option(clash, 'mine')}{option(clash, 'theirs')}</div></fieldset>)}</section>}
        <div><Button onClick={() => onMerge(merged)}>{t(m.merge)}</Button></div>
      </div>
    </Note>
  )
}
