import type { ReactNode } from 'react'
import type { Saver } from '../../../editor/saving/saver.ts'
import type { SaveStatus } from '../../../editor/saving/status.ts'
import { Button } from '../../../ui/button.tsx'
import { useT, type Translate } from '../../../ui/i18n.tsx'
import { SavingLine } from '../../../ui/status-pill.tsx'
import { workbenchMessages as m } from './messages.ts'

const words = (status: SaveStatus, t: Translate): string => {
  switch (status.state) {
    case 'saved': return status.revision > 0 ? t(m.saved, { revision: status.revision }) : t(m.nothingYet)
    case 'saving': return t(m.saving, { n: status.count })
    case 'offline': return t(m.offline, { n: status.count })
    case 'sign-in': return t(m.signedOut, { n: status.count })
    case 'refused': return t(m.refusedCount, { n: status.count })
    case 'conflict': return t(m.conflictCount, { n: status.count })
    case 'kept': return t(m.leaseEnded)
    case 'storage-full': return t(m.storageFull)
  }
}

/** Where the work is, in words; with a way out when this computer cannot keep it. */
export const Saving = ({ status, saver }: { readonly status: SaveStatus, readonly saver: Saver }): ReactNode => {
  const t = useT()
  const look = status.state === 'saved' ? 'saved' : status.state === 'storage-full' || status.state === 'refused' || status.state === 'conflict' ? 'unsaved' : 'local'
  const download = (): void => {
    const link = document.createElement('a'), address = URL.createObjectURL(new Blob([JSON.stringify(saver.unsent)], { type: 'application/json' }))
    link.href = address
    link.download = 'feedstock-changes.json'
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <>
      <SavingLine state={look}>{words(status, t)}</SavingLine>
      {status.state === 'storage-full' && <><Button size="s" onClick={() => saver.flush()}>{t(m.tryAgain)}</Button><Button size="s" onClick={download}>{t(m.download)}</Button></>}
    </>
  )
}
