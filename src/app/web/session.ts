import { useSyncExternalStore } from 'react'

/** Whether the server has said that nobody is signed in. One fact, outside React because the API client learns it. */
let signInRequired = false
const listeners = new Set<() => void>()

const change = (required: boolean): void => {
  if (signInRequired === required) return
  signInRequired = required
  for (const listener of listeners) listener()
}

export const requireSignIn = (): void => change(true)
export const signedIn = (): void => change(false)

export const useSignInRequired = (): boolean =>
  useSyncExternalStore(listener => { listeners.add(listener); return () => listeners.delete(listener) }, () => signInRequired)
