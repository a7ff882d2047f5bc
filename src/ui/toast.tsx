import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import './toast.css'
import { Button, IconButton } from './button.tsx'
import { useT } from './i18n.tsx'
import { uiMessages } from './messages.ts'

export interface Toast {
  /** The result of one's own action elsewhere. Errors that need a decision never come as a toast. */
  readonly text: string
  readonly undo?: { readonly label: string, readonly keyHint?: string, run(): void }
  /** Takes the place of an earlier one of the same kind: what is done again and again says only its newest result. */
  readonly kind?: string
  /** 6 unless told; the clock stands while the pointer or the focus is on it. */
  readonly seconds?: number
}
interface Shown extends Toast { readonly id: number }

const ToastContext = createContext<((toast: Toast) => void) | null>(null)

/** Shows a toast. @throws outside a ToastProvider */
export const useToast = (): ((toast: Toast) => void) => {
  const show = use(ToastContext)
  if (!show) throw new Error('useToast needs a ToastProvider above it')
  return show
}

const ToastItem = ({ toast, onDone }: { readonly toast: Shown, onDone(id: number): void }): ReactNode => {
  const t = useT()
  const [left, setLeft] = useState(toast.seconds ?? 6)
  const [held, setHeld] = useState(false)
  const done = useCallback(() => onDone(toast.id), [onDone, toast.id])
  useEffect(() => {
    if (held) return
    if (left <= 0) { done(); return }
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left, held, done])
  return (
    <div className="ui-dark-bar" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span className="grow">{toast.text}</span>
      <span className="seconds" aria-hidden="true">{left}</span>
      {toast.undo && <Button size="s" keyHint={toast.undo.keyHint} onClick={() => { toast.undo?.run(); done() }}>{toast.undo.label}</Button>}
      <IconButton icon="cross" label={t(uiMessages.dismiss)} onClick={done} />
    </div>
  )
}

export const ToastProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const t = useT()
  const [toasts, setToasts] = useState<readonly Shown[]>([])
  const next = useRef(0)
  const show = useCallback((toast: Toast) => { const id = next.current++; setToasts(all => [...all.filter(x => toast.kind === undefined || x.kind !== toast.kind), { ...toast, id }].slice(-3)) }, [])
  const hide = useCallback((id: number) => setToasts(all => all.filter(x => x.id !== id)), [])
  const region = useMemo(() => toasts.map(x => <ToastItem key={x.id} toast={x} onDone={hide} />), [toasts, hide])
  return (
    <ToastContext value={show}>
      {children}
      <div className="ui-toasts" role="status" aria-label={t(uiMessages.notices)}>{region}</div>
    </ToastContext>
  )
}

export interface SelectionBarProps {
  /** "6 selected". */
  readonly count: string
  onClear(): void
  /** The most used verb last and primary. */
  readonly children: ReactNode
}

/** Floats above a grid while something is selected. */
export const SelectionBar = ({ count, onClear, children }: SelectionBarProps): ReactNode => {
  const t = useT()
  return (
    <div className="ui-dark-bar ui-selection-bar" role="toolbar" aria-label={count}>
      <span className="count">{count}</span>
      {children}
      <IconButton icon="cross" label={t(uiMessages.clearSelection)} onClick={onClear} />
    </div>
  )
}
