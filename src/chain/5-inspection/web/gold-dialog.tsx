import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listGold, makeGold } from '../gold/contract.ts'
import { goldMessages as g } from './gold-messages.ts'

/** Makes the outcome of an approved task a known answer. */
export const GoldButton = ({ task, number }: { readonly task: string, readonly number: number }): ReactNode => {
  const t = useT(), toast = useToast(), [isOpen, open] = useState(false), [percent, setPercent] = useState('80'), command = useServerCommand(makeGold, [listGold])
  const value = Number(percent), isBad = percent.trim() === '' || !(value >= 0 && value <= 100), close = (): void => { command.reset(); open(false) }
  const run = (): void => command.mutate({ params: { task }, body: { tolerance: value / 100 } }, { onSuccess: () => { toast({ text: t(g.wasMade, { n: number }) }); close() } })
  return (
    <>
      <Button size="s" onClick={() => open(true)}>{t(g.make)}</Button>
      <Dialog open={isOpen} title={t(g.makeDo)} onClose={close} actions={<>
        <Button onClick={close}>{t(uiMessages.cancel)}</Button>
        <Button variant="primary" busy={command.isPending} blocked={isBad ? t(g.toleranceBad) : undefined} onClick={run}>{t(g.makeDo)}</Button>
      </>}>
        <div className="stack">
          <p>{t(g.makeText, { n: number })}</p>
          <Field label={t(g.toleranceField)} value={percent} inputMode="decimal" onChange={event => setPercent(event.target.value)} />
          {command.error && <FailureState failure={server().failureOf(command.error)} />}
        </div>
      </Dialog>
    </>
  )
}
