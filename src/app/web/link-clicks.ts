/** What decides whether a press on a link is ours to follow. */
interface LinkPress {
  readonly button: number
  readonly hasModifier: boolean
  readonly prevented: boolean
  /** Attributes of the link. */
  readonly href: string
  readonly target: string
  readonly isDownload: boolean
}

/**
 * The address inside the application that a press leads to, or null when the browser must do it: another window, a download,
 * another site, the API, a place on the same page.
 */
export const addressOfPress = (press: LinkPress, here: URL): string | null => {
  if (press.prevented || press.button !== 0 || press.hasModifier || press.isDownload || (press.target !== '' && press.target !== '_self')) return null
  const to = new URL(press.href, here)
  if (to.origin !== here.origin || to.pathname.startsWith('/api/')) return null
  if (to.pathname === here.pathname && to.search === here.search && to.hash !== '') return null
  return to.pathname + to.search + to.hash
}

/** Pages write plain links; inside the application they are followed without loading the page anew. */
export const followLinks = (go: (address: string) => void): (() => void) => {
  const onClick = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!(link instanceof HTMLAnchorElement)) return
    const address = addressOfPress({
      button: event.button, hasModifier: event.ctrlKey || event.metaKey || event.shiftKey || event.altKey, prevented: event.defaultPrevented,
      href: link.href, target: link.target, isDownload: link.hasAttribute('download'),
    }, new URL(location.href))
    if (address === null) return
    event.preventDefault()
    go(address)
  }
  document.addEventListener('click', onClick)
  return () => document.removeEventListener('click', onClick)
}
