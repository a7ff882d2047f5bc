import type { ReactNode } from 'react'
import { useRouter } from '@tanstack/react-router'
import { listProjects } from '../../../workspace/project/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, useServerCommand } from '../../../ui/server.ts'
import { createSampleProject } from '../contract.ts'
import { startMessages } from './messages.ts'

/** `/start`: the first project. */
export const StartPage = (): ReactNode => {
  const t = useT()
  const router = useRouter()
  const create = useServerCommand(createSampleProject, [listProjects])
  const open = (): void => create.mutate({ body: {} }, { onSuccess: ({ project }) => { router.history.push(`/p/${project}`) } })
  return (
    <>
      <PageHead title={t(startMessages.title)} />
      {create.error && <FailureState failure={server().failureOf(create.error)} />}
      <section className="card"><EmptyState what={t(startMessages.none)} next={t(startMessages.next)} action={<Button variant="primary" busy={create.isPending} onClick={open}>{t(startMessages.open)}</Button>} /></section>
    </>
  )
}
