import type { ReactNode } from 'react'
import './button.css'

/** A key cap. Shown only where the key works now. @param keys as printed: `Ctrl K`, `↵`, `1` */
export const KeyHint = ({ keys }: { readonly keys: string }): ReactNode => <kbd className="ui-key">{keys}</kbd>
