import type { ReactNode } from 'react'
import type { SetAside } from '../../../editor/saving/journal.ts'
import type { Saver } from '../../../editor/saving/saver.ts'
import { Button } from '../../../ui/button.tsx'
import { useFailureText, useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { Missing } from '../../../chain/4-annotation/model.ts'
import { sentenceOf } from './checks.ts'
import { workbenchMessages as m } from './messages.ts'
import { labelOf, type NamedShape } from './shape-names.ts'

export interface ChecksPanelProps {
  /** Of the whole task. */
  readonly schema: LabelSchemaDocument
  readonly shapes: readonly NamedShape[]
  readonly missing: readonly Missing[]
  readonly aside: readonly SetAside[]
  readonly saver: Saver
  onGo(missing: Missing): void
}

/** What the server did not apply, and what is to be decided about it. */
const Aside = ({ aside, name, saver }: { readonly aside: SetAside, readonly name: string, readonly saver: Saver }): ReactNode => {
  const t = useT(), text = useFailureText()
  const decide = (decision: 'mine' | 'theirs' | 'both'): void => { void saver.resolve(aside.shape, decision) }
  return (
    <Note tone="bad">
      {aside.why === 'conflict' ? t(m.conflictShape, { shape: name }) : t(m.unsavedShape, { shape: name, reason: text({ code: aside.code, status: 422, parameters: {} }) })}
      <div className="row wrap">
        {aside.why === 'refused' ? <Button size="s" onClick={() => decide('mine')}>{t(m.tryAgain)}</Button>
          : (['mine', 'theirs', 'both'] as const).map(decision => <Button key={decision} size="s" onClick={() => decide(decision)}>{t(m[decision])}</Button>)}
      </div>
    </Note>
  )
}

/** How many of one task's gaps are listed; the number above says how many there are. */
const LISTED = 20

export const ChecksPanel = ({ schema, shapes, missing, aside, saver, onGo }: ChecksPanelProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const nameOf = (id: string): string => { const shape = shapes.find(one => one.record.id === id); return shape ? labelOf(shape) : t(m.removedShape) }
  const isClear = missing.length + aside.length === 0
  return (
    <section className="checks">
      <header><h2>{t(m.checks)}</h2>{!isClear && <StatusPill shape="cross" tone="bad">{missing.length + aside.length}</StatusPill>}
        {missing.length > 0 && <span className="quiet meta end">{t(m.nextKey, { key: 'F8' })}</span>}</header>
      {isClear && <p className="quiet">{t(m.allGood)}</p>}
      {aside.map(one => <Aside key={one.shape} aside={one} name={nameOf(one.shape)} saver={saver} />)}
      {missing.slice(0, LISTED).map(one => (
        <Note key={`${one.code} ${one.shape ?? ''} ${one.field}`} tone="bad">
          <div className="row"><span className="grow">{sentenceOf(one, shapes, schema, t, locale)}</span><button type="button" className="ui-link" onClick={() => onGo(one)}>{t(m.go)}</button></div>
        </Note>
      ))}
    </section>
  )
}
