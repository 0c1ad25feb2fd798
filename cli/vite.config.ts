import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const fileName = 'lectern.js'

/** Builds `dist/lectern.js`: one file that needs only Node 22 or newer, so that it can be copied to any machine. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [makeExecutable()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/main.ts',
    target: 'node22',
    rolldownOptions: { output: { format: 'es', entryFileNames: fileName, codeSplitting: false } },
  },
})

function makeExecutable(): Plugin {
  return {
    name: 'make-executable',
    writeBundle: ({ dir = '' }) => chmodSync(join(dir, fileName), 0o755),
  }
}
