import { useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../ui/button.tsx'
import { ChoiceField, TextAreaField } from '../../../../ui/choice-field.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { FailureState } from '../../../../ui/error-state.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useT } from '../../../../ui/i18n.tsx'
import { uiMessages } from '../../../../ui/messages.ts'
import { server, serverQuery } from '../../../../ui/server.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import type { AssetShown, ExampleBox, ExampleSpan } from '../../../../workspace/project/examples/model.ts'
import { listAssets, listDatasets, readAsset, readContent, readText, type AssetView } from '../../contract.ts'
import { assetPartMessages as m } from './messages.ts'
import { boxBetween, percents, spanOfSelection, withSide } from './part.ts'
import './asset-chooser.css'

const sides = [['x', m.left], ['y', m.top], ['width', m.width], ['height', m.height]] as const

interface BoxProps { readonly asset: AssetView, readonly box: ExampleBox | undefined, onChange(box: ExampleBox | undefined): void }

/** The picture with the box: dragged, or typed in percent. */
const BoxChoice = ({ asset, box, onChange }: BoxProps): ReactNode => {
  const t = useT(), from = useRef<{ readonly x: number, readonly y: number } | null>(null)
  const placeOf = (event: PointerEvent<HTMLElement>): { x: number, y: number } => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height }
  }
  const shown = box ?? { x: 0, y: 0, width: 1, height: 1 }, tenths = percents(shown), css = (value: number): string => `${value * 100}%`
  return (
    <>
      <p className="secondary">{t(m.drag)}</p>
      <div className="chooser-picture"
        onPointerDown={event => { event.preventDefault(); event.currentTarget.setPointerCapture(event.pointerId); from.current = placeOf(event) }}
        onPointerMove={event => { if (from.current) onChange(boxBetween(from.current, placeOf(event)) ?? undefined) }}
        onPointerUp={() => { from.current = null }} onPointerCancel={() => { from.current = null }}>
        <img src={server().mediaUrlOf(readContent, { params: { asset: asset.id }, query: {} })} alt={asset.name} draggable={false} />
        {box && <span className="chosen" style={{ left: css(box.x), top: css(box.y), width: css(box.width), height: css(box.height) }} />}
      </div>
      <div className="row wrap chooser-sides">
        {sides.map(([side, label]) => <Field key={side} size="s" type="number" min={0} max={100} step={0.1} unit="%" label={t(label)} value={tenths[side]} onChange={event => onChange(withSide(shown, side, event.target.valueAsNumber))} />)}
        {box && <Button size="s" onClick={() => onChange(undefined)}>{t(m.noBox)}</Button>}
      </div>
    </>
  )
}

const SpanChoice = ({ asset, onChange }: { readonly asset: AssetView, onChange(span: ExampleSpan | undefined): void }): ReactNode => {
  const t = useT(), query = useQuery({ ...serverQuery(readText, { params: { asset: asset.id } }), staleTime: Infinity })
  if (query.error) return <FailureState failure={server().failureOf(query.error)} />
  if (!query.data) return <SkeletonRows rows={4} />
  const { text } = query.data
  return <TextAreaField label={t(m.text)} hint={t(m.select)} readOnly rows={10} value={text} onSelect={event => onChange(spanOfSelection(text, event.currentTarget.selectionStart, event.currentTarget.selectionEnd))} />
}

const AssetList = ({ dataset, name, chosen, onChoose }: { readonly dataset: string, readonly name: string, readonly chosen: string | null, onChoose(asset: AssetView): void }): ReactNode => {
  const t = useT(), query = useQuery(serverQuery(listAssets, { params: { dataset }, query: { limit: 50, ...(name.trim() && { name: name.trim() }) } }))
  if (query.error) return <FailureState failure={server().failureOf(query.error)} />
  if (!query.data) return <SkeletonRows rows={4} />
  if (query.data.assets.length === 0) return <p className="quiet">{t(m.none)}</p>
  return <ul className="chooser-assets" aria-label={t(m.assets)}>{query.data.assets.map(asset => <li key={asset.id}><button type="button" aria-pressed={asset.id === chosen} onClick={() => onChoose(asset)}>{asset.name}</button></li>)}</ul>
}

export interface AssetChooserProps { readonly project: string, readonly before: AssetShown | null, onChoose(shown: AssetShown): void, onClose(): void }

/** An asset of the project and the part of it that an example shows. */
export const AssetChooser = ({ project, before, onChoose, onClose }: AssetChooserProps): ReactNode => {
  const t = useT(), datasets = useQuery(serverQuery(listDatasets, { params: { project } }))
  const earlier = useQuery({ ...serverQuery(readAsset, { params: { asset: before?.asset ?? '' } }), enabled: before !== null, retry: false })
  const [wanted, chooseDataset] = useState(''), [name, setName] = useState(''), [picked, pick] = useState<AssetView | null>(null)
  const [box, setBox] = useState(before?.box), [span, setSpan] = useState(before?.span)
  const known = datasets.data?.datasets ?? [], asset = picked ?? (earlier.data?.withdrawnAt === null ? earlier.data : null), dataset = wanted || asset?.dataset || known[0]?.id
  const use = (): void => { if (asset) onChoose({ asset: asset.id, ...(asset.modality === 'image' && box && { box }), ...(asset.modality === 'text' && span && { span }) }) }
  return (
    <Dialog open title={t(m.title)} className="asset-chooser" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" blocked={asset ? undefined : t(m.chooseFirst)} onClick={use}>{t(asset && !box && !span ? m.useWhole : m.use)}</Button>
    </>}>
      {datasets.error ? <FailureState failure={server().failureOf(datasets.error)} /> : !datasets.data ? <SkeletonRows rows={6} /> : dataset === undefined ? <p>{t(m.noDatasets)}</p> : (
        <div className="columns">
          <div className="stack">
            <ChoiceField label={t(m.dataset)} value={dataset} options={known.map(d => ({ value: d.id, label: d.name }))} onChange={chooseDataset} />
            <Field label={t(m.name)} type="search" value={name} onChange={event => setName(event.target.value)} />
            <AssetList dataset={dataset} name={name} chosen={asset?.id ?? null} onChoose={next => { pick(next); setBox(undefined); setSpan(undefined) }} />
          </div>
          <div className="stack part">
            {!asset ? <p className="quiet">{t(m.chooseFirst)}</p> : asset.modality === 'image' ? <BoxChoice asset={asset} box={box} onChange={setBox} /> : asset.modality === 'text' ? <SpanChoice key={asset.id} asset={asset} onChange={setSpan} /> : <p>{asset.name}</p>}
          </div>
        </div>
      )}
    </Dialog>
  )
}
