import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Icon } from '../../../ui/icon.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { readAsset, readText, readThumbnail, type AssetView } from '../../1-source/contract.ts'

/** Longer texts are not fetched for an excerpt. */
const longestExcerpted = 20_000

/** An asset never changes: it is read once. */
export const useAsset = (asset: string) => useQuery({ ...serverQuery(readAsset, { params: { asset } }), staleTime: Infinity })

/** The text of a text asset that is not longer than `longest` code points. */
export const useAssetText = (asset: AssetView | undefined, longest: number): string | undefined => {
  const length = asset?.facts['codePoints']
  return useQuery({ ...serverQuery(readText, { params: { asset: asset?.id ?? '' } }), staleTime: Infinity, enabled: asset?.modality === 'text' && typeof length === 'number' && length <= longest }).data?.text
}

/** A small picture, the beginning of a text, or the icon of what it is. The name stands beside it. */
export const TaskPicture = ({ asset }: { readonly asset: AssetView | undefined }): ReactNode => {
  const [isMissing, setMissing] = useState(false), text = useAssetText(asset, longestExcerpted)
  if (asset?.modality === 'text') return text === undefined ? <span className="task-picture blank"><Icon name="text" /></span> : <span className="task-picture" aria-hidden="true">{text.slice(0, 60)}</span>
  if (!asset || isMissing) return <span className="task-picture blank"><Icon name="image" /></span>
  return <img className="task-picture" src={server().mediaUrlOf(readThumbnail, { params: { asset: asset.id }, query: {} })} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
}
