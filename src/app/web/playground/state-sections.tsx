import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState, FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { webFailures } from '../errors.ts'
import { galleryMessages as m } from './messages.ts'
import { Section } from './section.tsx'

export const StateSections = (): ReactNode => {
  const t = useT()
  return (
    <>
      <Section title={t(m.empty)}>
        <div className="sample-empty"><EmptyState what={t(m.noBatches)} next={t(m.noBatchesNext)} action={<Button size="s" variant="primary">{t(m.newBatch)}</Button>} link={<a href="/playground">{t(m.whatIsABatch)}</a>} /></div>
      </Section>
      <Section title={t(m.error)}>
        <ErrorState happened={t(m.diskFull)} safe={t(m.diskSafe)} todo={t(m.diskTodo)} code="blob.disk-full" action={<Button size="s">{t(m.continueImport)}</Button>} />
        <FailureState failure={webFailures.offline()} />
        <FailureState failure={{ code: 'future.unheard-of', status: 500, parameters: {} }} />
      </Section>
      <Section title={t(m.loading)}><SkeletonRows rows={3} height={28} /></Section>
    </>
  )
}
