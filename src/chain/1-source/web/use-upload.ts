import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { server } from '../../../ui/server.ts'
import { uploadFiles, type UploadFile } from './upload-files.ts'
import type { SendOutcome, SendProgress } from './upload-queue.ts'

export type UploadState =
  | { readonly at: 'idle' }
  | { readonly at: 'sending', readonly progress: SendProgress | null }
  | { readonly at: 'stopped' }
  /** Not every file arrived, or the server refused to begin. */
  | { readonly at: 'broken', readonly outcome: SendOutcome<UploadFile> }
  | { readonly at: 'refused', readonly failure: Failure }

/** An upload that can be watched, stopped and begun again. @returns whether all files are on the server */
export const useUpload = (): { readonly state: UploadState, start(dataset: string, files: readonly ChosenFile[]): Promise<boolean>, stop(): void } => {
  const [state, setState] = useState<UploadState>({ at: 'idle' })
  const under = useRef<AbortController | null>(null)
  const start = useCallback(async (dataset: string, files: readonly ChosenFile[]): Promise<boolean> => {
    const { signal } = under.current = new AbortController()
    setState({ at: 'sending', progress: null })
    try {
      const outcome = await uploadFiles(dataset, files, { signal, onProgress: progress => setState({ at: 'sending', progress }) })
      if (signal.aborted) { setState({ at: 'stopped' }); return false }
      setState(outcome.failed.length > 0 ? { at: 'broken', outcome } : { at: 'idle' })
      return outcome.failed.length === 0
    } catch (error) {
      setState(signal.aborted ? { at: 'stopped' } : { at: 'refused', failure: server().failureOf(error) })
      return false
    }
  }, [])
  const stop = useCallback(() => under.current?.abort(), [])
  return { state, start, stop }
}
