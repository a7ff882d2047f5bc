import { useEffect, useState } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { openTask, sit, type Sitting, type TaskSource } from './open-task.ts'

/** What is frozen, opened to be looked at; null while it opens. The source and the shapes must keep their identity. */
export const useSitting = ({ assets, schema }: TaskSource, shapes: readonly ShapeRecord[]): { readonly sitting: Sitting | null, readonly failure: Failure | null } => {
  const [opened, setOpened] = useState<{ readonly sitting: Sitting | null, readonly failure: Failure | null }>({ sitting: null, failure: null })
  useEffect(() => {
    let isGone = false
    void openTask({ assets, schema }).then(task => { if (!isGone) setOpened(task.ok ? { sitting: sit(task.value, shapes, true), failure: null } : { sitting: null, failure: task.failure }) })
    return () => { isGone = true }
  }, [assets, schema, shapes])
  return opened
}
