import { defineConfig } from 'vite'

/**
 * Builds `dist/player.js` (what the script tag names), `dist/hls.js` (what it imports when a stream is needed) and `dist/banner.js` (what
 * pages of drafts load). The names carry no hash, because pages that were published long ago ask for exactly these.
 */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: { player: 'src/player.ts', hls: 'src/hls.ts', banner: 'src/banner.ts' },
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})
