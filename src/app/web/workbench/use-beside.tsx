import { useMemo } from 'react'
import type { Finding } from '../../../chain/5-inspection/model.ts'
import { DifferenceMarks } from './difference-marks.tsx'
import { lookOf } from './reader-looks.ts'
import { PaneHead, ReaderPanes } from './reader-panes.tsx'
import type { ReviewDesk } from './review-desk.ts'
import type { Beside } from './stage.tsx'
import { usePaneColumns } from './use-pane-columns.ts'

export interface BesideProps {
  readonly isSplit: boolean
  readonly desk: ReviewDesk
  readonly shown: number
  readonly at: number | null
  readonly differences: readonly Finding[]
  onGo(index: number): void
  onTakeAll(reader: number): void
  onTake(reader: number): void
}

/** The panes of the other readers, while they stand side by side. */
export const useBeside = ({ isSplit, desk, shown, at, differences, onGo, onTakeAll, onTake }: BesideProps): Beside | undefined => {
  const { judged } = desk, { sitting } = judged[shown] ?? judged[0], columns = usePaneColumns(judged.length, sitting.content), looks = useMemo(() => judged.map((_, i) => lookOf(i)), [judged])
  if (!isSplit) return undefined
  const canTake = at !== null && differences[at]?.question === null
  const headOf = (reader: number) => <PaneHead look={looks[reader]!} isBasis={reader === shown} canTake={canTake} onTakeAll={() => onTakeAll(reader)} onTake={() => onTake(reader)} />
  return {
    columns, head: headOf(shown),
    marks: surface => <DifferenceMarks surface={surface.pins} session={sitting.session} findings={differences} reader={shown} at={at} onGo={onGo} />,
    panes: surface => <ReaderPanes basis={surface} shown={shown} judged={judged} looks={looks} findings={differences} at={at} headOf={headOf} onGo={onGo} />,
  }
}
