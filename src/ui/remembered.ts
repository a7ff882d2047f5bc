import { useCallback, useState } from 'react'

/** What this browser remembers for the person: appearance only, never data. Storage may be refused (private windows): then it is forgotten. */
export const remember = (key: string, value: unknown): void => {
  try { localStorage.setItem(key, JSON.stringify(value)) } catch { /* nothing is lost but the preference */ }
}

export const recall = <T>(key: string, isValid: (value: unknown) => value is T): T | undefined => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isValid(value) ? value : undefined
  } catch { return undefined }
}

/** useState that survives a reload. `isValid` guards against what an older version wrote. */
export const useRemembered = <T>(key: string, initial: T, isValid: (value: unknown) => value is T): readonly [T, (value: T) => void] => {
  const [value, show] = useState<T>(() => recall(key, isValid) ?? initial)
  const set = useCallback((next: T) => { remember(key, next); show(next) }, [key])
  return [value, set]
}
