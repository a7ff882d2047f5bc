import { useId, useState, type ReactNode } from 'react'
import './popover.css'

export interface PopoverTrigger {
  readonly popoverTarget: string
  readonly 'aria-expanded': boolean
  readonly 'aria-haspopup': 'dialog'
}

export interface PopoverProps {
  /** Name of the popover for screen readers. */
  readonly label: string
  /** Draws the button that opens it: `trigger={props => <Button {...props}>…</Button>}`. */
  trigger(props: PopoverTrigger): ReactNode
  /** Side of the trigger that it aligns with. */
  readonly align?: 'start' | 'end'
  readonly children: (close: () => void) => ReactNode
}

/**
 * Where a popover stands: below its trigger, above when there is no room below, never out of the window.
 * @param trigger @param size @param view CSS pixels of the window
 */
export const placePopover = (
  trigger: { readonly left: number, readonly right: number, readonly top: number, readonly bottom: number },
  size: { readonly width: number, readonly height: number },
  view: { readonly width: number, readonly height: number },
  align: 'start' | 'end',
): { readonly left: number, readonly top: number } => {
  const gap = 4, edge = 8
  const wanted = align === 'start' ? trigger.left : trigger.right - size.width
  const below = trigger.bottom + gap, above = trigger.top - gap - size.height
  const top = below + size.height <= view.height - edge || above < edge ? below : above
  const clamp = (at: number, length: number, room: number): number => Math.max(edge, Math.min(at, room - edge - length))
  return { left: clamp(wanted, size.width, view.width), top: clamp(top, size.height, view.height) }
}

/** Opens in the top layer, closes on Escape and on a press outside: all native. */
export const Popover = ({ label, trigger, align = 'start', children }: PopoverProps): ReactNode => {
  const id = useId()
  const [open, setOpen] = useState(false)
  const place = (element: HTMLDivElement): void => {
    const button = document.querySelector(`[popovertarget="${id}"]`)
    if (!button) return
    const { left, top } = placePopover(button.getBoundingClientRect(), element.getBoundingClientRect(), { width: innerWidth, height: innerHeight }, align)
    element.style.left = `${left}px`
    element.style.top = `${top}px`
  }
  return (
    <>
      {trigger({ popoverTarget: id, 'aria-expanded': open, 'aria-haspopup': 'dialog' })}
      <div id={id} className="ui-popover" popover="auto" role="dialog" aria-label={label}
        onToggle={event => { const now = event.newState === 'open'; setOpen(now); if (now) place(event.currentTarget) }}>
        {children(() => document.getElementById(id)?.hidePopover())}
      </div>
    </>
  )
}
