import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import './palette.css'
import { useAllCommands, type Command } from '../../../ui/commands.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useRemembered } from '../../../ui/remembered.ts'
import { shellMessages } from '../messages.ts'
import { findCommands } from './match.ts'

const groupTitles = { go: shellMessages.paletteGo, do: shellMessages.paletteDo, find: shellMessages.paletteFind } as const
const isIds = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(v => typeof v === 'string')

/** Ctrl K (Cmd K on a Mac), but not while an input method composes. */
export const isPaletteKey = (event: { readonly key: string, readonly ctrlKey: boolean, readonly metaKey: boolean, readonly isComposing: boolean }): boolean =>
  !event.isComposing && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'

export interface CommandPaletteProps { readonly open: boolean, onOpen(): void, onClose(): void }

export const CommandPalette = ({ open, onOpen, onClose }: CommandPaletteProps): ReactNode => {
  const dialog = useRef<HTMLDialogElement>(null)
  const t = useT()
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => { if (isPaletteKey(event)) { event.preventDefault(); onOpen() } }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [onOpen])
  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open) element?.close()
  }, [open])
  return (
    <dialog ref={dialog} className="palette" aria-label={t(shellMessages.palette)} onCancel={event => { event.preventDefault(); onClose() }}
      onPointerDown={event => { if (event.target === event.currentTarget) onClose() }}>
      {open && <PaletteContent onClose={onClose} />}
    </dialog>
  )
}

const PaletteContent = ({ onClose }: { onClose(): void }): ReactNode => {
  const t = useT()
  const id = useId()
  const all = useAllCommands()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [recent, setRecent] = useRemembered<readonly string[]>('feedstock.palette.recent', [], isIds)
  const found = useMemo(() => findCommands(typed, all, recent), [typed, all, recent])
  const chosen = found[Math.min(at, found.length - 1)]
  const run = useCallback((command: Command) => {
    setRecent([command.id, ...recent.filter(other => other !== command.id)].slice(0, 8))
    onClose()
    command.run()
  }, [recent, setRecent, onClose])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : undefined
    if (to !== undefined) { event.preventDefault(); setAt((to + found.length) % Math.max(1, found.length)) }
    if (event.key === 'Enter' && chosen) { event.preventDefault(); run(chosen) }
  }
  const shown = useRef<HTMLDivElement>(null)
  // Newer browsers return a promise from scrollIntoView; React must not take it for a clean-up.
  useEffect(() => { shown.current?.scrollIntoView({ block: 'nearest' }) }, [chosen])
  return (
    <>
      <div className="query">
        <Icon name="search" />
        <input autoFocus role="combobox" aria-expanded="true" aria-controls={id} aria-activedescendant={chosen && `${id}-${chosen.id}`} aria-label={t(shellMessages.search)}
          placeholder={t(shellMessages.search)} value={typed} spellCheck={false} autoComplete="off"
          onChange={event => { setTyped(event.target.value); setAt(0) }} onKeyDown={onKeyDown} />
        <KeyHint keys="Esc" />
      </div>
      {found.length === 0 && <div className="nothing" role="status">{t(shellMessages.paletteNothing, { typed })}</div>}
      <div id={id} role="listbox" aria-label={t(shellMessages.palette)} hidden={found.length === 0}>
        {found.map((command, i) => (
          <div key={command.id} role="presentation">
            {command.group !== found[i - 1]?.group && <div className="caption" role="presentation">{t(groupTitles[command.group])}</div>}
            <div id={`${id}-${command.id}`} ref={command === chosen ? shown : null} className="ui-option" role="option" aria-selected={command === chosen}
              onPointerMove={() => setAt(i)} onClick={() => run(command)}>
              <Icon name={command.icon ?? 'chevron-right'} size={14} /><span className="grow">{command.title}</span>
              {command === chosen ? <KeyHint keys="↵" /> : command.keys?.map(key => <KeyHint key={key} keys={key} />)}
            </div>
          </div>
        ))}
      </div>
    </>
  )
}
