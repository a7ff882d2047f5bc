import { useState, type ReactNode } from 'react'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Checkbox, Radio, Switch } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { galleryMessages as m } from './messages.ts'
import { Section } from './section.tsx'

const Buttons = (): ReactNode => {
  const t = useT()
  const [pressed, setPressed] = useState(true)
  return (
    <Section title={t(m.buttons)}>
      <div className="row wrap">
        <Button variant="primary" keyHint="↵">{t(m.submitNext)}</Button><Button icon="import">{t(m.import)}</Button><Button variant="quiet">{t(m.cancel)}</Button><Button variant="danger">{t(m.void)}</Button>
      </div>
      <div className="row wrap">
        <Button blocked={t(m.objectsLeft, { n: 3 })}>{t(m.submitNext)}</Button><Button pressed={pressed} onClick={() => setPressed(!pressed)}>{t(m.pressed)}</Button><Button size="s">{t(m.small)}</Button>
        <Button size="l">{t(m.large)}</Button><IconButton icon="more" label={t(m.more)} variant="default" keyHint="M" />
      </div>
    </Section>
  )
}

const Fields = (): ReactNode => {
  const t = useT()
  const [lot, setLot] = useState('2,000')
  return (
    <Section title={t(m.fields)}>
      <div className="pair">
        <Field label={t(m.lotSize)} unit={t(m.frames)} value={lot} onChange={event => setLot(event.target.value)} />
        <Field label={t(m.deadline)} error={t(m.deadlinePast)} defaultValue="2026-11-20" />
        <Field label={t(m.readOnly)} readOnly value="B-026" />
        <Field label={t(m.hinted)} hint={t(m.hint)} placeholder="lin.zhixia" size="s" />
      </div>
      <div className="row wrap">
        <Checkbox label={t(m.night)} defaultChecked /><Checkbox label={t(m.day)} /><Checkbox label={t(m.dusk)} mixed /><Radio name="plan" label={t(m.normal)} defaultChecked /><Radio name="plan" label={t(m.tightened)} />
        <Switch label={t(m.sticky)} defaultChecked />
      </div>
    </Section>
  )
}

const TabsAndSegments = (): ReactNode => {
  const t = useT()
  const [tab, setTab] = useState<'objects' | 'history' | 'discussion'>('objects')
  const [view, setView] = useState<'grid' | 'map' | 'list'>('grid')
  return (
    <Section title={t(m.tabs)}>
      <Tabs label={t(m.tabs)} value={tab} onChange={setTab} tabs={[{ value: 'objects', label: t(m.objects), count: 11 }, { value: 'history', label: t(m.history) }, { value: 'discussion', label: t(m.discussion), count: 1 }]}>
        <div className="meta secondary" data-testid="panel">{t(m[tab])}</div>
      </Tabs>
      <div><Segmented label={t(m.view)} value={view} onChange={setView} segments={[{ value: 'grid', label: t(m.grid), icon: 'grid' }, { value: 'map', label: t(m.map), icon: 'chart' }, { value: 'list', label: t(m.list), icon: 'list' }]} /></div>
    </Section>
  )
}

export const ControlSections = (): ReactNode => <><Buttons /><Fields /><TabsAndSegments /></>
