import { useEffect, useRef, useState, type ReactNode } from 'react'
import { readThumbnail } from '../../../chain/1-source/contract.ts'
import { classNames } from '../../../ui/class-names.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { mediaUrlOf } from '../api.ts'
import { placeMessages as p } from './place-messages.ts'
import type { PlaceState } from './places.ts'
import type { Places } from './sitting.ts'

const icons: Readonly<Record<PlaceState['mark'], IconName>> = { empty: 'ring', gap: 'alert', done: 'tick' }

const Thumbnail = ({ asset, modality }: { readonly asset: string, readonly modality: string }): ReactNode => {
  const [isMissing, setMissing] = useState(false)
  if (modality !== 'image' || isMissing) return <span className="blank"><Icon name={modality === 'text' ? 'text' : 'image'} size={18} /></span>
  return <img src={mediaUrlOf(readThumbnail, { params: { asset }, query: {} })} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
}

export interface PlaceStripProps { readonly places: Places, readonly states: readonly PlaceState[], readonly active: number, onShow(index: number): void }

/** The assets of a task in a row: which is in hand, and how it stands with each. */
export const PlaceStrip = ({ places, states, active, onShow }: PlaceStripProps): ReactNode => {
  const t = useT(), list = useRef<HTMLOListElement>(null)
  useEffect(() => { list.current?.children[active]?.scrollIntoView({ block: 'nearest', inline: 'nearest' }) }, [active])
  return (
    <nav className="places" aria-label={t(p.assets)} data-region>
      <ol ref={list}>
        {states.map((state, i) => {
          const file = state.name.split('/').at(-1) ?? state.name, { asset } = places.sittings[i]!
          const label = [t(p.assetOf, { n: i + 1, of: states.length, name: file }), t(p[state.mark], { n: state.shapes }), state.isUnsaved && t(p.unsaved)].filter(Boolean).join(' · ')
          return (
            <li key={state.slot}>
              <button type="button" className={classNames('place', `mark-${state.mark}`)} aria-current={i === active ? 'true' : undefined} title={`${state.name} (${state.slot})`} onClick={() => onShow(i)}>
                <span className="visually-hidden">{label}</span>
                <Thumbnail asset={asset.asset} modality={asset.modality} />
                <span className="number" aria-hidden="true">{i + 1}</span>
                <span className="mark" aria-hidden="true"><Icon name={icons[state.mark]} size={12} />{state.shapes > 0 && state.shapes}</span>
                {state.isUnsaved && <span className="unsaved" aria-hidden="true" />}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
