import { useCallback, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Failure } from '../../../kernel/failure.ts'
import { claim, listOwn, readQueue, type AssignmentView } from '../../../chain/3-production/contract.ts'
import { projectFailures } from '../../../workspace/project/errors.ts'
import { call } from '../api.ts'

export const unacknowledged = projectFailures.guidelineUnacknowledged().code

export type Next =
  | { readonly state: 'idle' }
  | { readonly state: 'claiming' }
  /** Nothing is left in the project for this person. */
  | { readonly state: 'none' }
  | { readonly state: 'failed', readonly failure: Failure }
  /** The guideline changed what is right: it is read first. */
  | { readonly state: 'unread' }

/** Claims the next task of the same project and step, and opens it in this one's place: Back leads to the list left, not to a task done. */
export const useNext = ({ project, step }: Pick<AssignmentView, 'project' | 'step'>): { readonly next: Next, goOn(): void } => {
  const router = useRouter(), client = useQueryClient()
  const [next, set] = useState<Next>({ state: 'idle' })
  const goOn = useCallback(() => {
    set({ state: 'claiming' })
    void call(claim, { body: { project, step } }).then(reply => {
      for (const route of [listOwn, readQueue]) void client.invalidateQueries({ queryKey: [route.id] })
      if (reply.ok) return router.history.replace(`/w/${reply.value.id}${location.search}`)
      if (reply.failure.code === unacknowledged) return set({ state: 'unread' })
      return set(reply.failure.code === 'production.nothing-left' ? { state: 'none' } : { state: 'failed', failure: reply.failure })
    })
  }, [project, step, router, client])
  return { next, goOn }
}

/** Back to where the person came from; to the project when the task was opened by its address. */
export const useBack = (project: string): (() => void) => {
  const router = useRouter()
  return useCallback(() => { if (router.history.canGoBack()) router.history.back(); else router.history.push(`/p/${project}`) }, [router, project])
}
