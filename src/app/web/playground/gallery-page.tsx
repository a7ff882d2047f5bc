import { lazy, Suspense, useMemo, type ReactNode } from 'react'
import './gallery.css'
import { BrandMark } from '../../../ui/brand.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { AppearanceChoicesButton } from '../frame/appearance-choices.tsx'
import { ControlSections } from './control-sections.tsx'
import { FactSections } from './fact-sections.tsx'
import { FilterSections } from './filter-sections.tsx'
import { galleryMessages } from './messages.ts'
import { OverlaySections } from './overlay-sections.tsx'
import { StateSections } from './state-sections.tsx'

const AntdSection = lazy(() => import('./antd-section.tsx').then(m => ({ default: m.AntdSection })))

/** `/playground`: every component in all its states; `?lang=` and `?theme=` choose the rest. Tests and screenshots are made from it. */
export const GalleryPage = (): ReactNode => {
  const t = useT()
  useCrumbs(useMemo(() => [{ label: t(galleryMessages.title) }], [t]))
  return (
    <main className="gallery">
      <header><BrandMark size={22} /><h1>{t(galleryMessages.title)}</h1><span className="quiet">{t(galleryMessages.text)}</span><span className="end"><AppearanceChoicesButton /></span></header>
      <div className="columns">
        <FactSections /><ControlSections /><StateSections /><OverlaySections /><FilterSections />
        <Suspense fallback={null}><AntdSection /></Suspense>
      </div>
    </main>
  )
}
