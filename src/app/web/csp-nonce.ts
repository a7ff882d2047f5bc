/**
 * The nonce that the server gave this page for style elements made at run time (antd writes its rules into such elements).
 * The server puts it into `<meta property="csp-nonce" nonce="…">`; without one there is none, and a strict policy would refuse them.
 */
export const cspNonce = (): string | undefined => {
  const element = document.querySelector('meta[property="csp-nonce"]')
  const nonce = element instanceof HTMLElement ? element.nonce : ''
  return nonce || undefined
}
