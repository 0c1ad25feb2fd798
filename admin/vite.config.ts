import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the admin to `dist`, which the server hands out at the admin's origin (unknown paths get `index.html`). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
})
