import type { CSSProperties, ReactNode } from 'react'
import './skeleton.css'
import { useT } from './i18n.tsx'
import { uiMessages } from './messages.ts'

/** One grey piece with the exact geometry of what will stand there. */
export const Bone = ({ width = '100%', height = 11, round = false }: { readonly width?: CSSProperties['width'], readonly height?: number, readonly round?: boolean }): ReactNode => (
  <span className="ui-bone" style={{ width, height, borderRadius: round ? '50%' : undefined }} />
)

/** Announced once as loading; the pieces are silent. */
export const Skeleton = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const t = useT()
  return <div className="ui-skeleton" role="status"><span className="visually-hidden">{t(uiMessages.loading)}</span><div aria-hidden="true">{children}</div></div>
}

/** Rows of a list or table. @param height of one row in px */
export const SkeletonRows = ({ rows, height = 32 }: { readonly rows: number, readonly height?: number }): ReactNode => (
  <Skeleton>
    {Array.from({ length: rows }, (_, i) => (
      <div key={i} className="row" style={{ height }}>
        <Bone width={22} height={22} round /><Bone width={`${34 + ((i * 37) % 30)}%`} /><span className="grow" /><Bone width={48} />
      </div>
    ))}
  </Skeleton>
)
