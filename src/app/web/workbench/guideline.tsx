import { useMemo, useState, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Button } from '../../../ui/button.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Markdown } from '../../../ui/markdown.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { allParts } from '../../../workspace/project/model.ts'
import { guidelineMessages } from '../../../workspace/project/web/guideline-messages.ts'
import { RuleBody } from '../../../workspace/project/web/examples/rule-body.tsx'
import { workbenchMessages as m } from './messages.ts'
import { useFacts } from './use-session.ts'
import type { AnySession } from './open-task.ts'

type Guideline = WorkView['guideline']
type Rule = Guideline['document']['rules'][number]
const icons: { readonly [K in Rule['kind']]: IconName } = { rule: 'info', positive: 'tick', negative: 'cross' }
const order = ['rule', 'positive', 'negative'] as const

const Rules = ({ project, rules }: { readonly project: string, readonly rules: readonly Rule[] }): ReactNode => {
  const t = useT()
  const sorted = order.flatMap(kind => rules.filter(rule => rule.kind === kind))
  return (
    <ul className="rules">
      {sorted.map((rule, i) => (
        <li key={i} className={rule.kind}><Icon name={icons[rule.kind]} size={14} /><div><span className="visually-hidden">{t(m[rule.kind])}</span><RuleBody project={project} rule={rule} /></div></li>
      ))}
    </ul>
  )
}

export interface GuidelineProps { readonly project: string, readonly guideline: Guideline, readonly session: AnySession }

/** Opened at the class in hand. */
export const GuidelinePanel = ({ project, guideline, session }: GuidelineProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { activeClass, selection } = useFacts(session)
  const [isOpen, open] = useState(false)
  const [first] = selection, chosen = (first === undefined ? undefined : session.store.get(first))?.class ?? activeClass
  const label = session.schema.classes.find(entry => entry.id === chosen), { rules } = guideline.document
  const here = useMemo(() => rules.filter(rule => rule.class === null || rule.class === chosen), [rules, chosen])
  return (
    <section className="guideline">
      <header><h2>{t(m.guideline, { version: guideline.version })}</h2><button type="button" className="ui-link end" onClick={() => open(true)}>{t(m.fullText)}</button></header>
      {label && <div className="row strong"><ClassSwatch slot={label.colour} pattern={label.pattern} />{pick(label.name, locale)}</div>}
      {here.length > 0 ? <Rules project={project} rules={here} /> : <p className="quiet">{t(label ? m.noRules : m.chooseForRules)}</p>}
      <Dialog open={isOpen} title={t(m.guideline, { version: guideline.version })} className="full-guideline" onClose={() => open(false)} actions={<Button onClick={() => open(false)}>{t(uiMessages.close)}</Button>}>
        <div className="scroll" tabIndex={0} role="group" aria-label={t(m.fullText)}>
          {allParts.filter(part => guideline.document[part]).map(part => <div key={part}><h3>{t(guidelineMessages[part])}</h3><Markdown text={pick(guideline.document[part] ?? {}, locale)} /></div>)}
          {rules.some(rule => rule.class === null) && <div><h3>{t(m.allClasses)}</h3><Rules project={project} rules={rules.filter(rule => rule.class === null)} /></div>}
          {session.schema.classes.filter(entry => rules.some(rule => rule.class === entry.id)).map(entry => (
            <div key={entry.id}><h3 className="row"><ClassSwatch slot={entry.colour} pattern={entry.pattern} />{pick(entry.name, locale)}</h3><Rules project={project} rules={rules.filter(rule => rule.class === entry.id)} /></div>
          ))}
        </div>
      </Dialog>
    </section>
  )
}
