import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import './dialog.css'
import { classNames } from './class-names.ts'

export interface DialogProps {
  readonly open: boolean
  /** The question, with the verb that the button repeats. */
  readonly title: string
  readonly children?: ReactNode
  /** Cancel first, the verb last. Leave out for a dialog that closes by its own content. */
  readonly actions?: ReactNode
  /** Escape; the caller decides whether that closes. */
  onClose(): void
  readonly className?: string
}

/** A decision. Native modal: the browser traps the focus, makes the page inert and gives the focus back where it came from. */
export const Dialog = ({ open, title, children, actions, onClose, className }: DialogProps): ReactNode => {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (open && dialog && !dialog.open) dialog.showModal()
    if (!open) dialog?.close()
  }, [open])
  // A dialog that is taken away while open closes first: only then does the browser give the focus back.
  useLayoutEffect(() => { const dialog = ref.current; return () => dialog?.close() }, [])
  return (
    <dialog ref={ref} className={classNames('ui-dialog', className)} aria-labelledby={id} onCancel={event => { event.preventDefault(); onClose() }}>
      {open && <>
        <h2 id={id}>{title}</h2>
        <div className="content">{children}</div>
        {actions && <footer>{actions}</footer>}
      </>}
    </dialog>
  )
}
