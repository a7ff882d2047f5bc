import type { ReactNode } from 'react'
import './page-head.css'

export interface PageHeadProps {
  readonly title: string
  /** Beside the title: version, state. */
  readonly aside?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** Title of a console page; the actions stand right, the one primary last. */
export const PageHead = ({ title, aside, children, actions }: PageHeadProps): ReactNode => (
  <div className="ui-page-head"><div className="titles"><div className="row wrap"><h1>{title}</h1>{aside}</div>{children && <p>{children}</p>}</div>{actions}</div>
)
