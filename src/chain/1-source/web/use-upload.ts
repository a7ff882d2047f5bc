import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { server } from '../../../ui/server.ts'
import { paceOf, withSample, type Pace, type Sample } from './transfer-pace.ts'
import { uploadFiles, type UploadFile } from './upload-files.ts'
import type { SendOutcome, SendProgress } from './upload-queue.ts'

export type UploadState =
  | { readonly at: 'idle' }
  | { readonly at: 'sending', readonly progress: SendProgress | null, readonly pace: Pace | null }
  /** What arrived stays; `start` with the same files goes on with the rest. */
  | { readonly at: 'paused', readonly progress: SendProgress | null }
  /** Not every file arrived, or the server refused to begin. */
  | { readonly at: 'broken', readonly outcome: SendOutcome<UploadFile> }
  | { readonly at: 'refused', readonly failure: Failure }

interface UploadControl {
  readonly state: UploadState
  /** @returns whether all files are on the server */
  start(dataset: string, files: readonly ChosenFile[]): Promise<boolean>
  pause(): void
  /** Back to the beginning, after what was sent has been given up. */
  reset(): void
}

/** An upload that can be watched, paused and gone on with. */
export const useUpload = (): UploadControl => {
  const [state, setState] = useState<UploadState>({ at: 'idle' })
  const under = useRef<AbortController | null>(null)
  const start = useCallback(async (dataset: string, files: readonly ChosenFile[]): Promise<boolean> => {
    const { signal } = under.current = new AbortController()
    let samples: readonly Sample[] = [], last: SendProgress | null = null
    const onProgress = (progress: SendProgress): void => {
      samples = withSample(samples, { at: Date.now(), bytes: progress.bytes })
      last = progress
      setState({ at: 'sending', progress, pace: paceOf(samples, progress.totalBytes) })
    }
    setState({ at: 'sending', progress: null, pace: null })
    try {
      const outcome = await uploadFiles(dataset, files, { signal, onProgress })
      if (signal.aborted) { setState({ at: 'paused', progress: last }); return false }
      setState(outcome.failed.length > 0 ? { at: 'broken', outcome } : { at: 'idle' })
      return outcome.failed.length === 0
    } catch (error) {
      setState(signal.aborted ? { at: 'paused', progress: last } : { at: 'refused', failure: server().failureOf(error) })
      return false
    }
  }, [])
  const pause = useCallback(() => under.current?.abort(), [])
  const reset = useCallback(() => setState({ at: 'idle' }), [])
  return { state, start, pause, reset }
}
