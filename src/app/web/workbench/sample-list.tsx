import type { ReactNode } from 'react'
import type { InspectionItemView } from '../../../chain/5-inspection/contract.ts'
import { ItemState } from '../../../chain/5-inspection/web/lot-sample.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { inspectMessages as i } from './inspect-messages.ts'

/** CSS pixels of a row; rows in sight before the list scrolls. */
const ROW = 28, SHOWN = 8

export interface SampleListProps { readonly items: readonly InspectionItemView[], readonly task: string, onShow(task: string): void }

/** The sample in the order drawn, each with its verdict. */
export const SampleList = ({ items, task, onShow }: SampleListProps): ReactNode => {
  const t = useT()
  return (
    <section className="objects" aria-label={t(i.sample)}>
      <header><h2>{t(i.sample)}</h2><span className="quiet">{items.length}</span></header>
      <div style={{ height: Math.min(items.length, SHOWN) * ROW }}>
        <VirtualList label={t(i.sample)} items={items} rowHeight={ROW} keyOf={item => item.task} shownIndex={items.findIndex(item => item.task === task)} row={item => (
          <div className={item.task === task ? 'object-row selected' : 'object-row'}>
            <button type="button" className="object" aria-current={item.task === task ? 'true' : undefined} onClick={() => onShow(item.task)}>
              <span className="truncate grow">{t(i.itemOf, { n: item.number })} <span className="quiet mono">{item.assets[0]?.name.split('/').at(-1)}</span></span><ItemState conforms={item.conforms} />
            </button>
          </div>
        )} />
      </div>
    </section>
  )
}
