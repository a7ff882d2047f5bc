import { useEffect, type ReactNode } from 'react'
import './setup.css'
import { BrandMark } from '../../../ui/brand.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { shellMessages } from '../messages.ts'
import { setupMessages } from './messages.ts'
import { SieveArt } from './sieve-art.tsx'

/** The dark half: what the product is, as a picture of it. */
const PromiseSide = (): ReactNode => {
  const t = useT()
  return (
    <section className="promise" aria-label="Feedstock">
      <div className="brand"><BrandMark size={24} /><span>Feedstock</span><span className="brand-name" lang="zh">{t(shellMessages.product)}</span></div>
      <p className="claim">{t(setupMessages.promise)}</p>
      <p className="text">{t(setupMessages.promiseText)}</p>
      <SieveArt />
    </section>
  )
}

export interface FirstRunScreenProps {
  readonly title: string
  readonly text?: string
  /** From 1; none for sign-in. */
  readonly step?: number
  /** The steps it is one of; those of the first run unless told. */
  readonly steps?: readonly string[]
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** The two halves of first run and sign-in. */
export const FirstRunScreen = ({ title, text, step, steps: told, foot, children }: FirstRunScreenProps): ReactNode => {
  const t = useT()
  useEffect(() => { document.title = `${title} · Feedstock` }, [title])
  const steps = told ?? [t(setupMessages.stepAdministrator), t(setupMessages.stepStart)]
  return (
    <div className="first-run">
      <PromiseSide />
      <main className="form-side">
        <div className="form-body">
          {step && (
            <ol className="steps" aria-label={t(setupMessages.steps)}>
              {steps.map((name, i) => {
                const number = i + 1
                return (
                  <li key={name} className={number === step ? 'now' : number < step ? 'done' : undefined} aria-current={number === step ? 'step' : undefined}>
                    <span className="number">{number < step ? <Icon name="tick" size={14} /> : number}</span>{name}
                  </li>
                )
              })}
            </ol>
          )}
          <h1>{title}</h1>
          {text && <p className="lead">{text}</p>}
          {children}
        </div>
        {foot && <footer className="form-foot">{foot}</footer>}
      </main>
    </div>
  )
}
