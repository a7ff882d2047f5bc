/**
 * Puts a text on the clipboard. Pages served over plain HTTP in a local network have no Clipboard API: there a selection
 * in a hidden field is copied instead.
 * @returns whether the browser did it
 */
export const copyText = async (text: string): Promise<boolean> => {
  if (window.isSecureContext) return navigator.clipboard.writeText(text).then(() => true, () => false)
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.className = 'visually-hidden'
  const focused = document.activeElement
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return done
}
