import type { ReactNode } from 'react'
import { useT } from '../../../ui/i18n.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { setupMessages } from './messages.ts'

/** The least number of characters that passwordProblem accepts. */
export const shortestPassword = 10
/** From here on a passphrase counts as strong. */
const strong = 15

/** The rule before anything is typed, then how far it is met. */
export const PasswordStrength = ({ password }: { readonly password: string }): ReactNode => {
  const t = useT()
  const n = [...password].length
  if (n === 0) return <div className="strength">{t(setupMessages.passwordHint, { n: shortestPassword })}</div>
  const text = n < shortestPassword ? t(setupMessages.passwordShort, { n: shortestPassword - n }) : t(n < strong ? setupMessages.passwordFine : setupMessages.passwordStrong, { n })
  return (
    <div className="strength">
      <div className="grow"><ProgressBar thin label={t(setupMessages.password)} total={20} segments={[{ label: text, count: n, tone: n < shortestPassword ? 'warn' : n < strong ? 'accent' : 'ok' }]} /></div>
      <span role="status">{text}</span>
    </div>
  )
}
