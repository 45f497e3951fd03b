// The renderer's build: one page for the browser and the desktop window, into dist/src-renderer.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src-renderer',
  plugins: [react()],
  // `vite` alone serves the page while it is being written, over `nnad serve --allow-host localhost:5173`.
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  build: {
    outDir: '../dist/src-renderer',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Fonts and icons as files: the content security policy takes none as data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    // What the licences of the packages in it ask for.
    license: { fileName: 'LICENSES.md' },
  },
})
