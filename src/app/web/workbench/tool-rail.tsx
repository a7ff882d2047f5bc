import type { ReactNode } from 'react'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import type { KeyedTool } from '../../../editor/input/keymap.ts'
import { ToolIcon } from './tool-icon.tsx'
import type { AnySession } from './open-task.ts'
import { workbenchMessages as m } from './messages.ts'
import { useFacts } from './use-session.ts'

export interface ToolRailProps { readonly session: AnySession, readonly tools: readonly (KeyedTool & { readonly name: string })[], onChosen(): void }

export const ToolRail = ({ session, tools, onChosen }: ToolRailProps): ReactNode => {
  const t = useT(), { tool: current } = useFacts(session)
  const choose = (id: string): void => { session.setTool(id); onChosen() }
  return (
    <nav className="rail" aria-label={t(m.tools)} data-region>
      {tools.map(({ id, key, name }, i) => {
        const letter = key?.toUpperCase() ?? '', label = letter ? t(uiMessages.labelWithKey, { label: name, key: letter }) : name
        return (
          <span key={id} className={i === 2 ? 'first-shape' : undefined}>
            <button type="button" aria-pressed={id === current} aria-label={label} title={label} onClick={() => choose(id)}>
              <ToolIcon id={id} size={18} /><span className="letter" aria-hidden="true">{letter}</span>
            </button>
          </span>
        )
      })}
    </nav>
  )
}
