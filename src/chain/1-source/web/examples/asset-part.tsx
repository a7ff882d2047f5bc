import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useT } from '../../../../ui/i18n.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { server, serverQuery } from '../../../../ui/server.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import type { AssetShown, ExampleBox, ExampleSpan } from '../../../../workspace/project/examples/model.ts'
import { readAsset, readContent, readText, readThumbnail, type AssetView } from '../../contract.ts'
import { sourceFailures } from '../../errors.ts'
import { assetPartMessages as m } from './messages.ts'
import { cropOf, excerptOf } from './part.ts'

const Blank = ({ children }: { readonly children: ReactNode }): ReactNode => <p className="example-blank" role="note"><Icon name="alert" size={14} />{children}</p>

/** The part with its surroundings, framed. The picture is measured as the browser shows it, turned as its camera says. */
const Crop = ({ asset, box }: { readonly asset: AssetView, readonly box: ExampleBox }): ReactNode => {
  const t = useT(), [size, measure] = useState<{ readonly width: number, readonly height: number } | null>(null), [isBroken, setBroken] = useState(false)
  const url = server().mediaUrlOf(readContent, { params: { asset: asset.id }, query: {} })
  if (isBroken) return <Blank>{t(m.unreadable)}</Blank>
  if (!size) return <img src={url} alt="" decoding="async" style={{ visibility: 'hidden', height: 120 }} onError={() => setBroken(true)} onLoad={event => measure({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })} />
  const { x, y, width, height } = cropOf(box, size), line = Math.max(width, height) / 120
  const frame = { x: box.x * size.width, y: box.y * size.height, width: box.width * size.width, height: box.height * size.height }
  return (
    <svg className="crop" viewBox={`${x} ${y} ${width} ${height}`} width={(width / Math.max(width, height)) * 320} height={(height / Math.max(width, height)) * 220} role="img" aria-label={asset.name}>
      <image href={url} width={size.width} height={size.height} />
      <rect {...frame} fill="none" stroke="#fff" strokeWidth={line * 2} /><rect {...frame} fill="none" stroke="#111" strokeWidth={line} />
    </svg>
  )
}

const Thumbnail = ({ asset }: { readonly asset: AssetView }): ReactNode => {
  const t = useT()
  return asset.thumbnail ? <img src={server().mediaUrlOf(readThumbnail, { params: { asset: asset.id }, query: {} })} alt={asset.name} loading="lazy" decoding="async" /> : <Blank>{t(m.noLook, { name: asset.name })}</Blank>
}

const Words = ({ asset, span }: { readonly asset: string, readonly span: ExampleSpan | undefined }): ReactNode => {
  const t = useT(), query = useQuery({ ...serverQuery(readText, { params: { asset } }), staleTime: Infinity })
  if (query.error) return <Blank>{t(m.unreadable)}</Blank>
  if (!query.data) return <SkeletonRows rows={1} />
  const { before, part, after } = excerptOf(query.data.text, span)
  return <blockquote>{before}{span ? <mark>{part}</mark> : part}{after}</blockquote>
}

/** A part of an asset as an example shows it: a crop, an excerpt, or why there is neither. */
export const AssetPart = ({ shown }: { readonly shown: AssetShown }): ReactNode => {
  // Withdrawn any time: not kept for ever, as assets are elsewhere.
  const t = useT(), query = useQuery({ ...serverQuery(readAsset, { params: { asset: shown.asset } }), retry: false }), asset = query.data
  if (query.error) return <Blank>{t(server().failureOf(query.error).code === sourceFailures.unknownAsset().code ? m.outOfSight : m.unreadable)}</Blank>
  if (!asset) return <SkeletonRows rows={2} />
  if (asset.withdrawnAt !== null) return <Blank>{t(m.withdrawn)}</Blank>
  return (
    <>
      {asset.modality === 'text' ? <Words asset={asset.id} span={shown.span} /> : shown.box ? <Crop asset={asset} box={shown.box} /> : <Thumbnail asset={asset} />}
      <figcaption>{asset.name}</figcaption>
    </>
  )
}
