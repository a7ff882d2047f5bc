import { createContext, use, useCallback, useState, type ReactNode } from 'react'
import { CommandPalette } from './command-palette.tsx'

const PaletteContext = createContext<(() => void) | null>(null)

export const PaletteProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const [open, setOpen] = useState(false)
  const show = useCallback(() => setOpen(true), [])
  const hide = useCallback(() => setOpen(false), [])
  return <PaletteContext value={show}>{children}<CommandPalette open={open} onOpen={show} onClose={hide} /></PaletteContext>
}

/** Opens the command palette. @throws outside a PaletteProvider */
export const usePalette = (): (() => void) => {
  const show = use(PaletteContext)
  if (!show) throw new Error('usePalette needs a PaletteProvider above it')
  return show
}
