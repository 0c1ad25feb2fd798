import { pathToFileURL } from 'node:url'
import compileMessage from 'icu-minify/compile'
import type { Plugin } from 'vite'

/** The texts of a language by room and key. */
type Texts = Record<string, Record<string, string>>

const sourceFolder = `${import.meta.dirname}/src/`
const textsFolder = `${sourceFolder}texts/`
/** Matches the quoted key of a text in the source: `'room.key'`. A test asserts that each key stands so. */
const keyPattern = /'(\w+)\.(\w+)'/g

/**
 * Parses the messages of each language, so that the browser loads no ICU parser, and gives each module the English texts
 * that it names, so that a page loads no texts of others. Another language is loaded as a whole. Only in builds: the dev
 * server and tests load the whole English catalog and parse at run time.
 */
export function splitTexts(): Plugin {
  let english: Texts
  return {
    name: 'split-texts',
    apply: 'build',
    enforce: 'pre',
    config: () => ({ resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } } }),
    async buildStart() {
      english = (await readCatalog(`${textsFolder}en/en.ts`)).en!
    },
    async load(id) {
      const [, language] = /\/texts\/([a-z-]+)\/\1\.ts$/.exec(id) ?? []
      if (!language) return null
      const texts = (await readCatalog(id))[language]!
      const messages = mapValues(texts, room => (language === 'en' ? {} : mapValues(room, compileMessage)))
      return `export const ${language} = ${JSON.stringify(messages)}`
    },
    transform(code, id) {
      if (!id.startsWith(sourceFolder) || id.startsWith(textsFolder) || !/\.tsx?$/.test(id)) return null
      const texts = textsNamedIn(code, english)
      if (Object.keys(texts).length === 0) return null
      const messages = mapValues(texts, room => mapValues(room, compileMessage))
      const path = JSON.stringify(`${textsFolder}texts.ts`)
      return {
        code: `import { addEnglish } from ${path}; addEnglish(${JSON.stringify(messages)}); ${code}`,
        map: null,
        moduleSideEffects: false,
      }
    },
  }
}

/** Returns the texts whose keys stand in the source. */
export function textsNamedIn(code: string, catalog: Texts): Texts {
  const texts: Texts = {}
  for (const [, room, key] of code.matchAll(keyPattern)) {
    const text = catalog[room!]?.[key!]
    if (text !== undefined) texts[room!] = { ...texts[room!], [key!]: text }
  }
  return texts
}

/** Imports the module of a catalog, which exports it by the name of the language. */
const readCatalog = (path: string): Promise<Record<string, Texts>> => import(pathToFileURL(path).href)

function mapValues<From, To>(values: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
}
