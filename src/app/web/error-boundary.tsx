import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { FailureState } from '../../ui/error-state.tsx'
import { useT } from '../../ui/i18n.tsx'
import { failureOf } from './api.ts'
import { shellMessages } from './messages.ts'

/** A page that stopped by a fault: what happened, what is safe, the way on. */
export const PageStopped = ({ error }: { readonly error: unknown }): ReactNode => {
  const t = useT()
  return <div style={{ padding: 24, maxWidth: 720 }}><FailureState failure={failureOf(error)} action={<Button size="s" onClick={() => location.reload()}>{t(shellMessages.reload)}</Button>} /></div>
}

interface Props { readonly children: ReactNode }

/** React knows error boundaries as classes only. The router catches what happens inside a page; this catches the frame itself. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: undefined as unknown }
  static getDerivedStateFromError(error: unknown): { readonly error: unknown } { return { error } }
  override componentDidCatch(error: unknown, info: ErrorInfo): void { console.error(error, info.componentStack) }
  override render(): ReactNode { return this.state.error === undefined ? this.props.children : <PageStopped error={this.state.error} /> }
}
