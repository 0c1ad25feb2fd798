import { captionsLanguage, captionsPattern, stemOf } from '@lectern/schema/reads/captions'
import { largestLook } from '../looked-at.ts'
import { isCaptions } from '../texts/captions.ts'
import { isVideo } from '../videos.ts'
import type { Package, Text } from './package.ts'
import type { Found } from './rule.ts'

const matches = new RegExp(captionsPattern, 'i')
const isSubRip = (path: string) => /\.srt$/i.test(path)

/** Captions of which something, or nothing at all, is shown. */
export const flawedCaptions = ({ texts, files }: Package): Found[] => [
  ...texts.flatMap(text => {
    const flaw = isCaptions(text.kind) && text.facts.captions
    return flaw
      ? [{ path: text.path, line: flaw.line, message: `${whatIsLost(text)} ${flaw.words}`, remedy: mend }]
      : []
  }),
  ...[...files].flatMap(([path, bytes]) =>
    isSubRip(path) && bytes > largestLook
      ? [{ path, line: null, message: 'These captions are not shown: no captions are larger than 5 MB.', remedy: mend }]
      : [],
  ),
]

const mend = 'Mend the line in a text editor, or export the captions again as WebVTT (.vtt).'

function whatIsLost({ path, facts }: Text): string {
  if (facts.converted) return 'This caption is left out.'
  return isSubRip(path)
    ? 'These captions are not shown.'
    : 'These captions are not shown from here on, or not as they should be.'
}

/** Captions that only Lectern makes readable, in a `<track>` of the author's own: there browsers read the file itself, and show nothing. */
export function unreadTracks({ texts, links }: Package): Found[] {
  const converted = new Set(texts.flatMap(({ path, facts }) => (facts.converted ? [path] : [])))
  return links.flatMap(({ tag, to, page, line }) =>
    tag === 'track' && to.is === 'there' && converted.has(to.path)
      ? [
          {
            ...{ path: page, line },
            message: `The page names the captions «${to.path}» in a <track>. Browsers read only WebVTT in UTF-8 there, and these are something else.`,
            remedy:
              'Take the <track> out: captions that lie beside a film and are called like it are shown by themselves.',
          },
        ]
      : [],
  )
}

/**
 * Captions whose names nearly fit a film, and those that fit one of another folder. Where no film is near, they may be anything; of those that are
 * flawed that is told alone.
 */
export function strayCaptions({ files, texts, links }: Package): Found[] {
  const films = [...files.keys()].filter(isVideo)
  const byStem = new Map(films.map(film => [stemOf(film), film]))
  const byName = new Map(films.map(film => [plainName(film), film]))
  const told = new Set(texts.flatMap(({ path, facts }) => (facts.captions ? [path] : [])))
  const named = new Set(links.flatMap(({ tag, to }) => (tag === 'track' && to.is === 'there' ? [to.path] : [])))
  const fits = (path: string) => {
    const film = byStem.get(stemOf(path)) ?? byStem.get(stemOf(stemOf(path)))
    return film !== undefined && captionsLanguage(film, path) !== null
  }
  return [...files.keys()].flatMap(path => {
    if (!matches.test(path) || told.has(path) || named.has(path) || fits(path)) return []
    const film = nearNames(path)
      .map(name => byName.get(name))
      .find(film => film !== undefined)
    return film === undefined ? [] : [{ path, line: null, ...tellStray(path, film) }]
  })
}

const tellStray = (path: string, film: string) => ({
  message: `These captions are not shown. By their name they nearly belong to «${film}».`,
  remedy: `Put them beside the film and call them like it, with the language in between: ${film.replace(/[^.]*$/, '')}en${path.slice(path.lastIndexOf('.'))}`,
})

const baseOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
/** A name's letters and digits. */
const plainName = (path: string) => plain(stemOf(baseOf(path)))
const plain = (name: string) => name.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')

/** What a film would be called, without the last words of the captions' name: these may be a language, however it is written. */
function nearNames(path: string): string[] {
  const name = stemOf(baseOf(path))
  const shorter = name.replace(/[^\p{L}\p{N}]+\p{L}+[^\p{L}\p{N}]*$/u, '')
  const shortest = shorter.replace(/[^\p{L}\p{N}]+\p{L}+$/u, '')
  return [name, shorter, shortest].map(plain).filter(Boolean)
}
