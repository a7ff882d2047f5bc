import { useId, type KeyboardEvent, type ReactNode } from 'react'
import './tabs.css'
import { formatCount } from './format.ts'

export interface Tab<V extends string> { readonly value: V, readonly label: string, readonly count?: number }

export interface TabsProps<V extends string> {
  readonly label: string
  readonly tabs: readonly Tab<V>[]
  readonly value: V
  onChange(value: NoInfer<V>): void
  /** The panel of the selected tab. */
  readonly children: ReactNode
}

/** Where an arrow, Home or End leads from tab `at` of `count`; undefined for other keys. */
export const tabAfter = (key: string, at: number, count: number): number | undefined => {
  switch (key) {
    case 'ArrowRight': return (at + 1) % count
    case 'ArrowLeft': return (at + count - 1) % count
    case 'Home': return 0
    case 'End': return count - 1
    default: return undefined
  }
}

export const Tabs = <V extends string>({ label, tabs, value, onChange, children }: TabsProps<V>): ReactNode => {
  const id = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const to = tabAfter(event.key, tabs.findIndex(tab => tab.value === value), tabs.length)
    const tab = to === undefined ? undefined : tabs[to]
    if (!tab) return
    event.preventDefault()
    onChange(tab.value)
    document.getElementById(`${id}-${tab.value}`)?.focus()
  }
  return (
    <>
      <div className="ui-tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(tab => (
          <button key={tab.value} id={`${id}-${tab.value}`} type="button" role="tab" aria-selected={tab.value === value} aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1} onClick={() => onChange(tab.value)}>
            {tab.label}{tab.count !== undefined && <span className="count">{formatCount(tab.count)}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${value}`}>{children}</div>
    </>
  )
}
