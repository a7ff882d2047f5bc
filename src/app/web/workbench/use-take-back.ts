import { useCallback } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { listOwn, takeBack } from '../../../chain/3-production/contract.ts'
import { takeBackSeconds } from '../../../chain/3-production/model.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { call } from '../api.ts'
import { workbenchMessages as m } from './messages.ts'

/** After submitting: for ten seconds the task can come back into the hand (ux 7). What was claimed meanwhile stays in hand too. */
export const useTakeBack = ({ assignment: { id }, task: { number } }: WorkView, onReopen: () => void): (() => void) => {
  const t = useT(), text = useFailureText(), toast = useToast(), router = useRouter(), client = useQueryClient()
  return useCallback(() => {
    const run = async (): Promise<void> => {
      const reply = await call(takeBack, { params: { assignment: id } })
      if (!reply.ok) return toast({ text: text(reply.failure) })
      await client.invalidateQueries({ queryKey: [listOwn.id] })
      // Nothing was left to claim: the room of this task is still there and opens it anew.
      if (location.pathname === `/w/${id}`) onReopen(); else router.history.push(`/w/${id}${location.search}`)
    }
    toast({ kind: 'submitted', text: t(m.submittedTask, { n: number }), seconds: takeBackSeconds, undo: { label: t(m.takeBack), run: () => { void run() } } })
  }, [id, number, t, text, toast, router, client, onReopen])
}
