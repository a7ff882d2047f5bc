import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { listFormats, readExport, type ReleaseView } from '../contract.ts'
import { lossWords } from './loss-words.ts'
import { releaseMessages as m } from './messages.ts'

type Export = ReleaseView['exports'][number]

/** A loss in words, with the name of the kind of shape; a code that this page does not know stands as it is. */
const useLossText = (): ((code: string) => string) => {
  const t = useT(), { locale } = useLocale(), { data } = useQuery({ ...serverQuery(listFormats, {}), staleTime: 300_000 })
  const kinds = new Map(data?.formats.flatMap(f => f.shapes).map(s => [s.id, s.title]))
  return code => {
    const found = lossWords(code)
    return found ? t(found.message, found.shape === null ? undefined : { shape: pick(kinds.get(found.shape) ?? {}, locale) || found.shape }) : code
  }
}

const Loss = ({ loss }: { readonly loss: Export['losses'][number] }): ReactNode => {
  const t = useT(), what = useLossText()(loss.code)
  return (
    <details className="release-loss">
      <summary aria-label={`${t(m.lossCount, { what, n: formatCount(loss.count) })}. ${t(m.examplesOf, { what })}`}><Icon name="triangle" size={14} />{t(m.lossCount, { what, n: formatCount(loss.count) })}</summary>
      <div className="meta secondary"><code>{loss.code}</code>{loss.examples.length > 0 && <> · {t(m.examples)} <span className="examples">{loss.examples.map(e => <code key={e}>{e}</code>)}</span></>}</div>
    </details>
  )
}

const ExportRow = ({ release, made }: { readonly release: ReleaseView, readonly made: Export }): ReactNode => {
  const t = useT(), { locale } = useLocale(), { data } = useQuery({ ...serverQuery(listFormats, {}), staleTime: 300_000 })
  const title = pick(data?.formats.find(f => f.id === made.format)?.title ?? {}, locale) || made.format
  return (
    <tr>
      <td className="strong">{title}<div className="meta quiet">{t(m.givenText, { items: formatCount(made.items), annotations: formatCount(made.annotations) })}</div></td>
      <td className="number secondary">{formatBytes(made.size)}</td>
      <td>{made.losses.length === 0 ? <span className="row secondary"><Icon name="tick" size={14} />{t(m.nothingLost)}</span> : made.losses.map(loss => <Loss key={loss.code} loss={loss} />)}</td>
      <td className="number"><a className={buttonClass({ size: 's' })} href={server().mediaUrlOf(readExport, { params: { release: release.id, format: made.format }, query: release.state === 'withdrawn' ? { confirm: 'revoked' } : {} })} download aria-label={t(m.downloadOf, { format: title })}><Icon name="download" size={14} />{t(m.download)}</a></td>
    </tr>
  )
}

/** Every format with what it could not carry, before anyone downloads it. */
export const ReleaseExports = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT()
  return (
    <section className="card" aria-labelledby="exports">
      <header><h2 id="exports">{t(m.exportsTitle)}</h2><span className="meta quiet">{formatCount(release.exports.length)}</span></header>
      <table className="table release-exports">
        <thead><tr><th>{t(m.format)}</th><th className="number">{t(m.size)}</th><th>{t(m.losses)}</th><th><span className="visually-hidden">{t(m.download)}</span></th></tr></thead>
        <tbody>{release.exports.map(e => <ExportRow key={e.format} release={release} made={e} />)}</tbody>
      </table>
    </section>
  )
}
