import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Icon } from '../../../ui/icon.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { readAsset, readText, readThumbnail } from '../../1-source/contract.ts'

/** Longer texts are not fetched for an excerpt. */
const longestExcerpted = 20_000

const Excerpt = ({ asset }: { readonly asset: string }): ReactNode => {
  const facts = useQuery({ ...serverQuery(readAsset, { params: { asset } }), staleTime: Infinity })
  const length = facts.data?.facts['codePoints']
  const text = useQuery({ ...serverQuery(readText, { params: { asset } }), staleTime: Infinity, enabled: typeof length === 'number' && length <= longestExcerpted })
  return text.data ? <span className="excerpt">{text.data.text.slice(0, 160)}</span> : <span className="blank"><Icon name="text" /></span>
}

/** A small picture of an asset, the beginning of its text, or the icon of what it is. The name stands beside it. */
export const AssetPicture = ({ asset, modality }: { readonly asset: string, readonly modality: string }): ReactNode => {
  const [isMissing, setMissing] = useState(false)
  if (modality === 'text') return <Excerpt asset={asset} />
  if (isMissing) return <span className="blank"><Icon name="image" /></span>
  return <img src={server().mediaUrlOf(readThumbnail, { params: { asset }, query: {} })} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
}
