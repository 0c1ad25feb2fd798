import { dirname, resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { playbackQuery } from './src/page/playback-query.ts'

/**
 * Builds `dist/player.js` (what the script tag names), `dist/stream.js` and `dist/hls.js` (what it imports when a video with a
 * stream is near), `dist/controls.js` (where controls are wanted) and `dist/banner.js` (what pages of drafts load). The names carry no hash,
 * because pages that were published long ago ask for exactly these.
 */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [separateControls(), classicScript('player.js'), listDocuments()],
  build: {
    target: 'es2022',
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: {
        player: 'src/player.ts',
        stream: 'src/stream.ts',
        hls: 'src/hls.ts',
        controls: 'src/controls/controls.ts',
        banner: 'src/banner.ts',
      },
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})

/**
 * Gives `controls.js` its own copy of the modules that it shares with the rest. Otherwise, the bundler would put them into one more
 * file, which every page with a video would request.
 */
function separateControls(): Plugin {
  const isOfControls = (importer = '') => importer.includes('/src/controls/') && !importer.endsWith('?shared')
  return {
    name: 'separate-controls',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || !source.startsWith('.') || isOfControls(importer)) return null
      const file = resolve(dirname(importer), source)
      return isOfControls(file) ? `${file}?shared` : null
    },
  }
}

/**
 * Turns an entry without exports into a classic script, which may also run as a module: published pages include it
 * either way. The bundler's own format for classic scripts allows only one file.
 */
function classicScript(fileName: string): Plugin {
  return {
    name: 'classic-script',
    generateBundle(_, bundle) {
      const entry = bundle[fileName]
      if (entry?.type !== 'chunk' || entry.exports.length > 0 || entry.imports.length > 0)
        throw new Error(`${fileName} must be one file without imports and exports`)
      entry.code = `(()=>{"use strict";${entry.code.trim()}})();\n`
    },
  }
}

/** Writes `documents.json`: the documents that the player sends, for a server that runs only listed documents. */
function listDocuments(): Plugin {
  return {
    name: 'list-documents',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'documents.json', source: `${JSON.stringify([playbackQuery])}\n` })
    },
  }
}
