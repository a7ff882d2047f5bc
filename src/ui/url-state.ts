import { useCallback } from 'react'
import { useNavigate, useSearch } from '@tanstack/react-router'

/**
 * One value that lives in the address, so that a copied link shows a colleague the same thing (ux 2). The fallback is not written.
 * @param options.push makes a step of the browser's history of each change; otherwise the last step is replaced
 */
export const useUrlState = (name: string, fallback = '', options: { readonly push?: boolean } = {}): readonly [string, (value: string) => void] => {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const found = search[name]
  const value = typeof found === 'string' ? found : fallback
  const set = useCallback((next: string) => {
    void navigate({
      to: '.', replace: !options.push, resetScroll: false,
      search: (old: Readonly<Record<string, unknown>>) => { const rest = { ...old }; delete rest[name]; return next === fallback ? rest : { ...rest, [name]: next } },
    })
  }, [navigate, name, fallback, options.push])
  return [value, set]
}
