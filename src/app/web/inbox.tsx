import type { ReactNode } from 'react'
import { InboxPage } from '../../chain/5-inspection/web/inbox-page.tsx'
import { AcknowledgeDialog } from '../../workspace/project/web/acknowledge-dialog.tsx'

/** `/me`, with the guideline that is read before the work. */
export const Inbox = (): ReactNode => <InboxPage reading={props => <AcknowledgeDialog key={props.project} {...props} />} />
