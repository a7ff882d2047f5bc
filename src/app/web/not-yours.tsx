import type { ReactNode } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { useLocale, useT } from '../../ui/i18n.tsx'
import { isRole, roleMessages } from '../../workspace/access/messages.ts'
import type { Role } from '../../workspace/access/model.ts'
import { shellMessages } from './messages.ts'

/** An address that the person's roles do not open: whose page it is, who gives the role, and the way on. */
export const NotYours = ({ needs, roles }: { readonly needs: readonly Role[], readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const names = (list: readonly string[]): string => list.filter(isRole).map(role => t(roleMessages[role])).join(locale === 'en' ? ', ' : '、')
  return (
    <div className="ui-empty">
      <h1>{t(shellMessages.notYoursTitle)}</h1>
      <p className="next">{t(shellMessages.notYoursText, { needs: names(needs), own: names(roles) || t(shellMessages.noRoleHere) })}</p>
      <div className="acts"><a className={buttonClass({ variant: 'primary' })} href="/">{t(shellMessages.goHome)}</a></div>
    </div>
  )
}
