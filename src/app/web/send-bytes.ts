/**
 * `fetch` for a body whose sending is to be watched: fetch itself says nothing before the reply.
 * @param onSent told how many bytes have left @throws TypeError when the server cannot be reached or the signal ends it, as fetch does
 */
export const sendBytes = (url: string, request: { readonly method: string, readonly headers: Headers, readonly body: Blob | ArrayBuffer, readonly signal?: AbortSignal }, onSent: (bytes: number) => void): Promise<Response> =>
  new Promise((resolve, reject) => {
    const { method, headers, body, signal } = request, http = new XMLHttpRequest()
    const broken = (): void => reject(new TypeError('the request was broken off'))
    http.open(method, url)
    headers.forEach((value, name) => http.setRequestHeader(name, value))
    http.upload.addEventListener('progress', event => onSent(event.loaded))
    http.addEventListener('load', () => resolve(new Response(http.responseText, { status: http.status, headers: { 'content-type': http.getResponseHeader('content-type') ?? '' } })))
    http.addEventListener('error', broken)
    http.addEventListener('abort', broken)
    signal?.addEventListener('abort', () => http.abort(), { once: true })
    if (signal?.aborted) broken()
    else http.send(body)
  })
