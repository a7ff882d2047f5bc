import { useState, type ReactNode } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { Field, type FieldProps } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'

/** A password that can be looked at while typing. */
export const PasswordField = (props: Omit<FieldProps, 'type' | 'trailing'>): ReactNode => {
  const t = useT()
  const [shown, setShown] = useState(false)
  return <Field {...props} type={shown ? 'text' : 'password'} spellCheck={false}
    trailing={<IconButton icon="eye" pressed={shown} label={t(shown ? uiMessages.hidePassword : uiMessages.showPassword)} onClick={() => setShown(!shown)} />} />
}
