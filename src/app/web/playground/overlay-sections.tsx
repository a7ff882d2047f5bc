import { useMemo, useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { useCommands, type Command } from '../../../ui/commands.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { SelectionBar, useToast } from '../../../ui/toast.tsx'
import { usePalette } from '../palette/palette-provider.tsx'
import { galleryMessages as m } from './messages.ts'
import { Section } from './section.tsx'

const classes = [{ name: m.car, slot: 1 }, { name: m.bus, slot: 2 }, { name: m.drivable, slot: 9 }] as const

const SampleDialog = ({ open, onClose }: { readonly open: boolean, onClose(): void }): ReactNode => {
  const t = useT()
  return (
    <Dialog open={open} title={t(m.dialogTitle)} onClose={onClose} actions={<><Button onClick={onClose}>{t(m.cancel)}</Button><Button variant="primary" onClick={onClose}>{t(m.sendToRework)}</Button></>}>
      <p>{t(m.dialogText)}</p>
    </Dialog>
  )
}

const useSampleCommands = (): void => {
  const t = useT()
  const toast = useToast()
  useCommands(useMemo(() => {
    const command = (id: string, group: Command['group'], title: string, rest: Pick<Command, 'icon' | 'keys'>): Command => ({ id, group, title, ...rest, run: () => toast({ text: t(m.commandDone, { title }) }) })
    return [
      command('sample:inspect', 'go', t(m.commandInspect), { icon: 'shield' }), command('sample:reviewer', 'go', t(m.commandReviewer), { icon: 'chart' }),
      command('sample:accept', 'do', t(m.commandAccept), { icon: 'tick' }), command('sample:checks', 'do', t(m.commandChecks), { icon: 'run', keys: ['G', 'C'] }),
    ]
  }, [t, toast]))
}

export const OverlaySections = (): ReactNode => {
  const t = useT()
  const toast = useToast()
  const openPalette = usePalette()
  const [dialog, setDialog] = useState(false)
  const [picked, setPicked] = useState(1)
  const [selected, setSelected] = useState(6)
  useSampleCommands()
  return (
    <>
      <Section title={t(m.overlays)}>
        <div className="row wrap">
          <Button onClick={() => toast({ kind: 'submitted', text: t(m.toast), undo: { label: t(m.undo), keyHint: 'Ctrl Z', run: () => toast({ text: t(m.undone) }) } })}>{t(m.showToast)}</Button>
          <Button onClick={() => setDialog(true)}>{t(m.openDialog)}</Button>
          <Popover label={t(m.classMenu)} trigger={props => <Button {...props}>{t(m.classMenu)}</Button>}>
            {close => classes.map(({ name, slot }) => (
              <button key={slot} type="button" className="ui-option" aria-current={slot === picked ? 'true' : undefined} onClick={() => { setPicked(slot); close() }}>
                <ClassSwatch slot={slot} /><span className="grow">{t(name)}</span><KeyHint keys={String(slot)} />
              </button>
            ))}
          </Popover>
          <Button keyHint="Ctrl K" onClick={openPalette}>{t(m.openPalette)}</Button>
        </div>
        <SampleDialog open={dialog} onClose={() => setDialog(false)} />
      </Section>
      <Section title={t(m.selection)}>
        {selected > 0
          ? <SelectionBar count={t(m.selected, { n: selected })} onClear={() => setSelected(0)}><Button size="s" variant="quiet" keyHint="T">{t(m.tagThem)}</Button><Button size="s" variant="primary">{t(m.addToBatch)}</Button></SelectionBar>
          : <Button onClick={() => setSelected(6)}>{t(m.selected, { n: 6 })}</Button>}
      </Section>
    </>
  )
}
