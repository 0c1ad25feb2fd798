import { pathToFileURL } from 'node:url'
import react from '@vitejs/plugin-react'
import compileMessage from 'icu-minify/compile'
import { defineConfig, type Plugin } from 'vite'
import { listDocuments } from './list-documents.ts'

/** Builds the admin to `dist`, which the server serves at the admin's origin (unknown paths get `index.html`). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compileTexts(), listDocuments()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
})

/**
 * Replaces each language's catalog (`texts/en/en.ts`) by its parsed messages, so that the browser loads no ICU parser.
 * Only in builds: the dev server and tests parse at run time.
 */
function compileTexts(): Plugin {
  return {
    name: 'compile-texts',
    apply: 'build',
    config: () => ({ resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } } }),
    async load(id) {
      if (!/\/texts\/([a-z-]+)\/\1\.ts$/.test(id)) return null
      const catalogs: Record<string, Record<string, Record<string, string>>> = await import(pathToFileURL(id).href)
      return Object.entries(catalogs)
        .map(([language, rooms]) => `export const ${language} = ${JSON.stringify(mapValues(rooms, compileRoom))}`)
        .join('\n')
    },
  }
}

const compileRoom = (texts: Record<string, string>) => mapValues(texts, compileMessage)

function mapValues<From, To>(values: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
}
