import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { listDocuments } from './list-documents.ts'
import { splitTexts } from './split-texts.ts'

/** Builds the admin to `dist`, which the server serves at the admin's origin (unknown paths get `index.html`). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), splitTexts(), listDocuments()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    // What every page needs is one chunk. Without it, what pages share with the entry is 48 chunks or more.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
  },
})
