import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { peopleMessages as m } from './people-messages.ts'

/** The secret stands behind `#`: a browser keeps that to itself, so no log of a server or proxy ever holds it. */
export const LinkShown = ({ path, secret, text, onClose }: { readonly path: '/join' | '/party', readonly secret: string, readonly text: string, onClose(): void }): ReactNode => {
  const t = useT(), link = `${location.origin}${path}#${secret}`
  const [copy, setCopy] = useState<'no' | 'done' | 'refused'>('no')
  const copyLink = async (): Promise<void> => setCopy(await copyText(link) ? 'done' : 'refused')
  return (
    <Dialog open title={t(m.linkTitle)} className="people-dialog" onClose={onClose} actions={<Button onClick={onClose}>{t(m.done)}</Button>}>
      <p>{text}</p>
      <div className="secret-line">
        <Field label={t(m.linkTitle)} value={link} readOnly onFocus={event => event.target.select()} />
        <Button variant="primary" icon="link" onClick={() => void copyLink()}>{t(m.copy)}</Button>
      </div>
      <span className="meta quiet" role="status">{copy === 'done' ? t(m.copied) : copy === 'refused' ? t(m.notCopied) : ''}</span>
    </Dialog>
  )
}
