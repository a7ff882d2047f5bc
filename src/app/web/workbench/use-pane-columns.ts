import { useEffect, useState } from 'react'
import { paneColumns } from './pane-grid.ts'
import type { Content } from './open-task.ts'

/** Into how many columns the panes go, for as large as the middle of the room is now. */
export const usePaneColumns = (n: number, content: Content): number => {
  const extent = content.kind === 'picture' ? content.extent : null, [columns, setColumns] = useState(n)
  useEffect(() => {
    const stage = document.querySelector('.workbench .stage')
    if (!stage) return
    const observer = new ResizeObserver(([entry]) => { if (entry) setColumns(paneColumns(n, extent, entry.contentRect)) })
    observer.observe(stage)
    return () => observer.disconnect()
  }, [n, extent])
  return columns
}
