import compileMessage from 'icu-minify/compile'
import { describe, expect, test } from 'vitest'
import { de } from './de/de.ts'
import { en } from './en/en.ts'

/** What people read of a text in both languages: without parameters, with every branch of its plurals and choices. */
type Pair = { key: string; english: string; german: string }

const messages = Object.entries(en).flatMap(([room, texts]) =>
  Object.entries(texts).map(([key, english]) => {
    const german = (de as Record<string, Record<string, string>>)[room]?.[key] ?? ''
    return { key: `${room}.${key}`, english: compileMessage(english), german: compileMessage(german) }
  }),
)

/** The texts, with a mark for each parameter and between branches. */
const pairs: Pair[] = messages.map(({ key, english, german }) => {
  return { key, english: literalsIn(english).join('|'), german: literalsIn(german).join('|') }
})

/** Words that are the same in both languages: names, loanwords, and units. */
const sharedWords = `Android Browser Budget ChromeOS Chrome Code Cursor Deutsch Details Dropbox Edge English Firefox In
  Lectern Mbit/s Name Opera Person Plan PostgreSQL Problem Release Releases S3 Safari Server Stream System Temporal Test
  Token Tokens Version Video Videos Webhook Webhooks Worker iPad iPhone https macOS ms`.split(/\s+/)

/** The words of the product, which every text translates in the same way. */
const glossary: [english: RegExp, german: RegExp][] = [
  [/\bpackages?\b/i, /paket/i],
  [/\bdrafts?\b/i, /entw(u|ü)rf/i],
  [/\breleases\b|\b(a|the|this|first|next|no) release\b/i, /release/i],
  [/\bunpublish/i, /(zurückziehen|ziehen .* zurück)/i],
  [/\bpromote/i, /übernehmen/i],
  [/\broll(ed|s)? back/i, /zurücksetzen/i],
  [/\bschedule/i, /plan|termin/i],
  [/\benvironments?\b/i, /umgebung/i],
  [/\bfindings?\b/i, /befund/i],
  [/\bpreview/i, /vorschau/i],
  [/\bteachers?\b/i, /lehrkr(a|ä)ft/i],
  [/\blessons?\b/i, /lektion|unterricht/i],
  [/\bpages?\b/i, /seite/i],
  [/\bfolders?\b/i, /ordner/i],
  [/\baudit log\b/i, /aktivitätsprotokoll/i],
  [/\bevents?\b/i, /ereignis/i],
  [/\bverif(y|ied|ication)/i, /überprüf/i],
  [/\broles?\b/i, /rolle/i],
  [/\badministrators?\b/i, /administration/i],
  [/\bsecond factor\b/i, /zweite[rn]? faktor/i],
  [/\brevoke/i, /widerruf|entzieh/i],
  [/\bsecrets?\b/i, /geheim/i],
  [/\bsessions?\b/i, /sitzung/i],
]

test('every choice has the branches of English', () => {
  const missing = messages.flatMap(({ key, english, german }) => {
    const translated = branchesIn(german)
    return branchesIn(english).flatMap(branch => (translated.includes(branch) ? [] : `${key}: ${branch}`))
  })
  expect(missing).toEqual([])
})

describe('words', () => {
  test('every text is German', () => {
    const untranslated = pairs.filter(({ english, german }) => {
      const words = english.match(/[\p{L}\d/]*\p{L}[\p{L}\d/]*/gu) ?? []
      return english === german && words.some(word => !sharedWords.includes(word.replace(/\/+$/, '')))
    })
    expect(untranslated).toEqual([])
    expect(textsWith(/\b(the|and|of|with|not|is|are|you|your|to|from|cannot|this|that|by|for)\b/i)).toEqual([])
  })

  test('the words of the product are those of the glossary', () => {
    const isWrong = ({ english, german }: Pair) =>
      glossary.some(([word, term]) => word.test(english) && !term.test(german))
    expect(pairs.filter(isWrong)).toEqual([])
  })

  test('readers are addressed as Sie, and no sign marks a gender', () => {
    expect(textsWith(/(?<!\p{L})(du|dich|dir|dein\p{L}*|euch|eure\p{L}*)(?!\p{L})/iu)).toEqual([])
    expect(textsWith(/\p{L}([*:_·]|\/-?)in(nen)?(?!\p{L})|\p{Ll}In(nen)?(?!\p{L})/u)).toEqual([])
  })
})

describe('typography', () => {
  test('quotation marks are „German“ and in pairs', () => {
    // 'none' is a word of browsers, in straight quotes.
    const withoutKeyword = pairs.map(pair => ({ ...pair, german: pair.german.replaceAll("'none'", '') }))
    expect(withoutKeyword.filter(({ german }) => /["'”‘’‚«»]/.test(german))).toEqual([])
    expect(withoutKeyword.filter(({ german }) => !/^[^„“]*(„[^„“]*“[^„“]*)*$/.test(german))).toEqual([])
  })

  test('spaces and dashes are those of German', () => {
    expect(textsWith(/ {2}|\s[.,;:!]|—| - /)).toEqual([])
  })

  test('ellipses stand where English has them, after a space that does not break', () => {
    const isDifferent = ({ english, german }: Pair) => english.split('…').length !== german.split('…').length
    expect(pairs.filter(isDifferent)).toEqual([])
    expect(textsWith(/[\p{L} ]…|\.\.\./u)).toEqual([])
  })

  test('a text ends as in English', () => {
    const end = (text: string) => /[.?:…]?$/.exec(text)![0]
    expect(pairs.filter(({ english, german }) => end(english) !== end(german))).toEqual([])
  })
})

function textsWith(pattern: RegExp): Pair[] {
  return pairs.filter(({ german }) => pattern.test(german))
}

/** The literals in a compiled message: a string, or a list of nodes (`[name, type, branches]` or `[tag, ...children]`). */
function literalsIn(message: unknown): string[] {
  if (typeof message === 'string') return [message]
  if (!Array.isArray(message)) return []
  return message.flatMap(node => (Array.isArray(node) ? node.slice(1).flatMap(literalsInPart) : literalsIn(node)))
}

function literalsInPart(part: unknown): string[] {
  const isBranches = typeof part === 'object' && part !== null && !Array.isArray(part)
  return isBranches ? Object.values(part).flatMap(literalsIn) : literalsIn(part)
}

/** The names of the branches in a compiled message, each with its parameter: `severity ERROR`. */
function branchesIn(message: unknown): string[] {
  if (!Array.isArray(message)) return []
  return message.filter(Array.isArray).flatMap(([name, ...parts]) =>
    parts.flatMap(part => {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return branchesIn(part)
      return Object.entries(part).flatMap(([branch, inner]) => [`${name} ${branch}`, ...branchesIn(inner)])
    }),
  )
}
