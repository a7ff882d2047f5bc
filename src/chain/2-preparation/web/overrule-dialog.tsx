import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { listVerdicts, overrule, readPreparation, type LedgerView } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'
import { decisive, useOperatorWords } from './verdict-words.tsx'

/** What overruling an asset means: against the step that settled it, and the other way round. */
export const overrulingOf = (asset: LedgerView): { readonly step: number, readonly operator: string, readonly outcome: 'kept' | 'dropped' } | null => {
  const verdict = decisive(asset) ?? asset.verdicts[0]
  return verdict ? { step: verdict.step, operator: verdict.operator, outcome: asset.kept ? 'dropped' : 'kept' } : null
}

/** A person's word against an operator's, with the reason. */
export const OverruleDialog = ({ preparation, asset, onClose }: { readonly preparation: string, readonly asset: LedgerView | null, onClose(): void }): ReactNode => {
  const t = useT(), words = useOperatorWords()
  const [reason, setReason] = useState('')
  const command = useServerCommand(overrule, [listVerdicts, readPreparation])
  const ruling = asset && overrulingOf(asset)
  const close = (): void => { setReason(''); command.reset(); onClose() }
  const rule = (): void => {
    if (asset && ruling) command.mutate({ params: { preparation }, body: { asset: asset.asset, step: ruling.step, outcome: ruling.outcome, reason: reason.trim() } }, { onSuccess: close })
  }
  const title = t(m.overruleAs, { outcome: ruling?.outcome ?? 'kept' })
  return (
    <Dialog open={asset !== null} title={title} onClose={close} actions={<>
      <Button onClick={close}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} blocked={reason.trim() === '' ? t(m.reasonMissing) : undefined} onClick={rule}>{title}</Button>
    </>}>
      <div className="stack">
        {asset && ruling && <p>{t(m.overruleText, { name: asset.name, n: ruling.step + 1, operator: words.operator(ruling.operator) })}</p>}
        <TextAreaField label={t(m.overruleReason)} value={reason} maxLength={1000} onChange={event => setReason(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}
