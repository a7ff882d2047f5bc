import type { ReactNode } from 'react'

export const Section = ({ title, children }: { readonly title: string, readonly children: ReactNode }): ReactNode => (
  <section className="card gallery-section" aria-label={title}><h2>{title}</h2>{children}</section>
)
