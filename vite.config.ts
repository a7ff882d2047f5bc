import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/app/web',
  plugins: [react()],
  // The server writes the nonce of each answer in its place: antd's run-time styles are allowed by it, inline scripts by nothing.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    // Inlined files would need data: URLs in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // The workbench must load without antd, so antd is a chunk of its own that only console pages import.
        codeSplitting: {
          groups: [
            // First, because a group also takes what its modules import: antd would swallow React otherwise.
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|@tanstack)[\\/]/, priority: 20 },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/, priority: 10 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': { target: 'http://127.0.0.1:8080', changeOrigin: false } } },
})
