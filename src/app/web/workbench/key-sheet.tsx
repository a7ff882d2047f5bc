import type { ReactNode } from 'react'
import type { Binding } from '../../../editor/input/keymap.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { workbenchMessages as m } from './messages.ts'
import './key-sheet.css'

const printed: Readonly<Record<string, string>> = { ctrl: 'Ctrl', shift: 'Shift', alt: 'Alt', left: '←', right: '→', up: '↑', down: '↓', enter: '↵', escape: 'Esc', backspace: '⌫', backquote: '`', delete: 'Del' }
/** `ctrl+shift+z` as on a key cap; the sign + is a key too. */
const onCap = (chord: string): string => chord.split(/\+(?=.)/).map(part => printed[part] ?? (part.length === 1 || /^f\d+$/.test(part) ? part.toUpperCase() : part)).join(' ')

export interface KeySheetProps { readonly open: boolean, readonly bindings: readonly Binding[], readonly scope: 'raster' | 'document', onClose(): void }

/** Made from the table that the keys are heard by. */
export const KeySheet = ({ open, bindings, scope, onClose }: KeySheetProps): ReactNode => {
  const t = useT()
  const list = (which: 'raster' | 'document' | 'global'): ReactNode => (
    <dl className="keys">
      {bindings.filter(binding => binding.scopes.includes(which)).map(binding => (
        <div key={binding.command}><dt>{binding.chords.slice(0, 2).map(chord => <KeyHint key={chord} keys={onCap(chord)} />)}</dt><dd>{t(binding.title)}</dd></div>
      ))}
    </dl>
  )
  return (
    <Dialog open={open} title={t(m.keys)} className="key-sheet" onClose={onClose} actions={<Button onClick={onClose}>{t(uiMessages.close)}</Button>}>
      <div className="lists" tabIndex={0} role="group" aria-label={t(m.keys)}><h3>{t(m.keysCanvas)}</h3>{list(scope)}<h3>{t(m.keysEverywhere)}</h3>{list('global')}</div>
    </Dialog>
  )
}
