import { useEffect } from 'react'
import { tellActivity } from '../../../chain/3-production/planning/contract.ts'
import { call } from '../api.ts'
import { ActiveTime } from './active-time.ts'

const BEAT_MILLIS = 60_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Tells the server once a minute, and on leaving, how long somebody was at work on the assignment. A lost word is lost: it is a measure, not work. */
export const useActivity = (assignment: string): void => {
  useEffect(() => {
    const time = new ActiveTime(performance.now())
    const sign = (): void => time.sign(performance.now())
    const beat = (): void => {
      const seconds = time.take(performance.now())
      if (seconds > 0) void call(tellActivity, { params: { assignment }, body: { seconds } })
    }
    const timer = setInterval(beat, BEAT_MILLIS)
    for (const event of signs) document.addEventListener(event, sign, { passive: true })
    document.addEventListener('visibilitychange', beat)
    return () => {
      clearInterval(timer)
      for (const event of signs) document.removeEventListener(event, sign)
      document.removeEventListener('visibilitychange', beat)
      beat()
    }
  }, [assignment])
}
