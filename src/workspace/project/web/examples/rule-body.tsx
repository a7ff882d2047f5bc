import { Suspense, useState, type ReactNode } from 'react'
import { pick } from '../../../../kernel/messages.ts'
import { useLocale, useT } from '../../../../ui/i18n.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { Markdown } from '../../../../ui/markdown.tsx'
import { server } from '../../../../ui/server.ts'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { readPicture } from '../../examples/contract.ts'
import type { Shown } from '../../examples/model.ts'
import type { GuidelineDocument } from '../../model.ts'
import { useAssetShows } from './asset-shows.ts'
import { exampleMessages as m } from './messages.ts'
import './examples.css'

type Rule = GuidelineDocument['rules'][number]

const Picture = ({ project, picture, alt }: { readonly project: string, readonly picture: string, readonly alt: string }): ReactNode => {
  const t = useT(), [isMissing, setMissing] = useState(false)
  if (isMissing) return <p className="example-blank" role="note"><Icon name="image" size={14} />{t(m.pictureMissing)}</p>
  return <img src={server().mediaUrlOf(readPicture, { params: { project, picture }, query: {} })} alt={alt} loading="lazy" decoding="async" onError={() => setMissing(true)} />
}

/** What an example shows: a part of an asset, or an uploaded picture. @param alt what it is, for whoever does not see it */
export const ExampleFigure = ({ project, shown, alt }: { readonly project: string, readonly shown: Shown, readonly alt: string }): ReactNode => {
  const shows = useAssetShows()
  if ('picture' in shown) return <figure className="example"><Picture project={project} picture={shown.picture} alt={alt} /></figure>
  return shows && <figure className="example" aria-label={alt}><Suspense fallback={<SkeletonRows rows={2} />}><shows.Part shown={shown} /></Suspense></figure>
}

/** A rule as it is read: the sentence, what it shows and why it is right or wrong. */
export const RuleBody = ({ project, rule }: { readonly project: string, readonly rule: Rule }): ReactNode => {
  const t = useT(), { locale } = useLocale(), text = pick(rule.text, locale), reason = rule.reason && pick(rule.reason, locale)
  return (
    <>
      <Markdown text={text} />
      {rule.shown && <ExampleFigure project={project} shown={rule.shown} alt={text} />}
      {reason && <p className="example-reason"><span className="strong">{t(m.because)}</span> {reason}</p>}
    </>
  )
}
