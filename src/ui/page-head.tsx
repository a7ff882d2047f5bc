import type { ReactNode } from 'react'
import './page-head.css'

/** Title of a console page; the actions stand right, the one primary last. */
export const PageHead = ({ title, children, actions }: { readonly title: string, readonly children?: ReactNode, readonly actions?: ReactNode }): ReactNode => (
  <div className="ui-page-head"><div className="titles"><h1>{title}</h1>{children && <p>{children}</p>}</div>{actions}</div>
)
