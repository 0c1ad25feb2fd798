import type { VideoProblem } from '@lectern/schema/changes/looks'
import { stemOf } from '@lectern/schema/reads/captions'
import { isVideo } from '../videos.ts'
import type { Link, Package } from './package.ts'
import type { Found } from './rule.ts'

const withProblem = ({ videos }: Package, codes: (VideoProblem | null)[], remedy: string): Found[] =>
  videos
    .filter(({ problem, problemCode }) => problem !== null && codes.includes(problemCode))
    .map(({ path, problem }) => ({ path, line: null, message: problem!, remedy }))

/** Videos that cannot be read at all, or have no length. */
export const unreadable = (pkg: Package): Found[] =>
  withProblem(pkg, ['UNREADABLE', 'NO_LENGTH', null], 'Export the video again, as mp4, and replace the file.')

/** Videos whose end is missing. */
export const cutShort = (pkg: Package): Found[] =>
  withProblem(
    pkg,
    ['CUT_SHORT'],
    'Copy the whole file into the folder again, and wait until Dropbox has uploaded it; or export it anew.',
  )

/** Sound in a file that is called a video. Where a page plays it as sound, all is well. */
export function withoutPicture(pkg: Package): Found[] {
  const heard = new Set(pkg.links.flatMap(({ tag, to }) => (tag === 'audio' && to.is === 'there' ? [to.path] : [])))
  return withProblem(
    pkg,
    ['NO_PICTURE'],
    'If it is meant to be heard, use <audio controls>; if a film was meant, export it again as mp4.',
  ).filter(({ path }) => !heard.has(path))
}

/** What a `<video>` plays is not in the package: it cannot be streamed, or there is nothing at all. */
export function withoutFile({ links }: Package): Found[] {
  const lost = Map.groupBy(
    links.filter(link => link.isLost),
    link => `${link.page}\n${link.video}`,
  )
  return [...lost.values()].map(sources => {
    const [first] = sources
    const isElsewhere = sources.every(({ to }) => to.is === 'web' || to.is === 'insecure web')
    return {
      ...{ path: first!.page, line: first!.line },
      message: isElsewhere
        ? `The video «${first!.url}» comes from another site. Lectern can neither stream it nor say whether it stays there.`
        : `The page shows a video, and none of its files is in the package: ${sources.map(({ url }) => `«${url}»`).join(', ')}.`,
      remedy: 'Put the video into the folder as mp4, and name it in the src of the <video>.',
    }
  })
}

const namesOnly = new Set(['a', 'area', 'embed', 'object', 'iframe', 'frame'])

/** Videos that a page only names, and none shows in a `<video>`: the player cannot take them over. */
export function notEmbedded({ links, videos }: Package): Found[] {
  const silent = new Set(videos.filter(({ problemCode }) => problemCode === 'NO_PICTURE').map(({ path }) => path))
  const shown = new Set(links.filter(({ tag }) => tag === 'video').map(link => stemOf(pathOf(link))))
  const told = new Set<string>()
  return links.flatMap(link => {
    const path = pathOf(link)
    const once = `${link.page}\n${path}`
    if (!namesOnly.has(link.tag) || !isVideo(path) || silent.has(path) || shown.has(stemOf(path)) || told.has(once))
      return []
    told.add(once)
    const how = link.tag === 'a' || link.tag === 'area' ? 'a link' : `<${link.tag}>`
    return [
      {
        ...{ path: link.page, line: link.line },
        message: `The video «${path}» is only named by ${how}. Many devices do not play it so, and the player cannot help.`,
        remedy: `Show it in the page with this markup: <video controls src="${link.url}"></video>`,
      },
    ]
  })
}

const pathOf = ({ to }: Link) => (to.is === 'there' ? to.path : to.is === 'misspelt' ? to.meant : '')

/** Copies of an mp4 for the browsers of old: one stream serves all. Sound of the same name is no twin. */
export function twins({ files, videos }: Package): Found[] {
  const silent = new Set(videos.filter(({ problemCode }) => problemCode === 'NO_PICTURE').map(({ path }) => path))
  const films = [...files.keys()].filter(path => /\.mp4$/i.test(path) && !silent.has(path))
  const byStem = new Map(films.map(path => [stemOf(path), path]))
  return [...files.keys()]
    .filter(path => /\.(ogg|ogv|webm)$/i.test(path) && !silent.has(path) && byStem.has(stemOf(path)))
    .map(path => ({
      ...{ path, line: null },
      message: `This is the same film as «${byStem.get(stemOf(path))}», for browsers of old. Lectern makes a stream of the mp4 that plays everywhere.`,
      remedy: 'It may stay, but it is no longer needed: you can delete it and the <source> that names it.',
    }))
}

/** Films that every page shows as decoration alone: they stay what they are, cost nothing, and the player leaves them in peace. */
export function decorations({ texts, videos }: Package): Found[] {
  const decorating = new Set<string>()
  const showing = new Set<string>()
  for (const { facts, links } of texts)
    for (const link of links) {
      const isDecoration = link.video !== undefined && facts.decorations?.includes(link.video)
      const used = isDecoration ? decorating : showing
      used.add(pathOf(link))
    }
  return videos
    .filter(({ path, mayDecorate }) => mayDecorate && decorating.has(path) && !showing.has(path))
    .map(({ path }) => ({
      ...{ path, line: null },
      message:
        'Your pages show this film as decoration: without sound, again and again. It stays an mp4, and no stream is made of it.',
      remedy:
        'Nothing needs to be done. If it is meant to be watched, give its <video> controls and take autoplay away.',
    }))
}
