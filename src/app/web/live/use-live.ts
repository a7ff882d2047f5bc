import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { listenTo } from './connection.ts'
import { liveQueries } from './queries.ts'
import { isProgress, isStale, type Told } from './stale.ts'

/** Changes come in flocks: one reading for all that are told in this time, milliseconds. */
const gather = 500
/** Under a steady stream of changes a page is read again this often, milliseconds: as often as one that asks by itself. */
const rest = { change: 3000, progress: 1000 } as const

/** While the console is shown, what others do appears by itself: the queries that a change touches are read again. */
export const useLive = (organisation: string | undefined): void => {
  const client = useQueryClient()
  useEffect(() => {
    if (!organisation) return
    let told: Told[] = [], timer: ReturnType<typeof setTimeout> | undefined, read = 0, dueAt = Infinity
    const readAgain = (): void => {
      const now = told
      told = []
      dueAt = Infinity
      read = Date.now()
      void client.invalidateQueries({ predicate: query => isStale(query.queryKey, now, liveQueries) })
    }
    const stop = listenTo(organisation, {
      onTold(one) {
        if (!told.some(t => t.kind === one.kind && t.project === one.project)) told.push(one)
        // The earliest wish counts: a later change never puts off what an earlier one has waited for.
        const due = Math.max(Date.now() + gather, read + (isProgress(one.kind) ? rest.progress : rest.change))
        if (due >= dueAt) return
        dueAt = due
        clearTimeout(timer)
        timer = setTimeout(readAgain, due - Date.now())
      },
      onReset: () => { void client.invalidateQueries({ predicate: query => [...liveQueries.values()].some(routes => routes.has(String(query.queryKey[0]))) }) },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client, organisation])
}
