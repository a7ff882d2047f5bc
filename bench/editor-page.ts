import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** 12 of the 24 class colours, as the product's tokens have them. */
const palette = ['0.74 0.12 232', '0.91 0.15 104', '0.62 0.15 56', '0.91 0.09 200', '0.62 0.18 280', '0.74 0.15 16', '0.62 0.09 320', '0.8 0.15 88', '0.86 0.09 144', '0.62 0.21 8', '0.68 0.15 256', '0.8 0.12 200']
const html = `<!doctype html><meta charset="utf-8"><title>Editor playground</title>
<style>:root{--canvas:#2b2b2b;${palette.map((colour, i) => `--c${String(i + 1).padStart(2, '0')}:oklch(${colour});`).join('')}}
body{margin:0}#surface{position:fixed;inset:0;overflow:auto;font:20px/2.6 sans-serif;padding:0}</style>
<div id="surface"></div><script type="module" src="/playground.js"></script>`

const bundle = async (): Promise<string> => {
  const output = await build({
    root: fileURLToPath(new URL('..', import.meta.url)), configFile: false, logLevel: 'error', publicDir: false,
    build: { write: false, minify: false, target: 'esnext', lib: { entry: fileURLToPath(new URL('../src/editor/fixtures/web/playground.ts', import.meta.url)), formats: ['es'], fileName: 'playground' } },
  })
  const [first] = Array.isArray(output) ? output : [output]
  if (!first || !('output' in first)) throw new Error('vite built nothing')
  return first.output[0].code
}

export interface EditorPage { readonly url: string, close(): Promise<void> }

/**
 * Serves the editor's playground on a loopback port.
 * @param handle takes requests other than for the page itself; false when it does not know them
 */
export const serveEditorPage = async (handle: (request: IncomingMessage, reply: ServerResponse) => boolean = () => false): Promise<EditorPage> => {
  const code = await bundle()
  const server = createServer((request, reply) => {
    if (handle(request, reply)) return
    if (request.url === '/playground.js') reply.setHeader('content-type', 'text/javascript; charset=utf-8').end(code)
    else if (request.url === '/') reply.setHeader('content-type', 'text/html; charset=utf-8').end(html)
    else reply.writeHead(404).end()
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the page has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise(closed => { server.closeAllConnections(); server.close(() => closed()) }),
  }
}
