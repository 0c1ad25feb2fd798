import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { segmentsOf } from './master-playlist.ts'

/**
 * Puts a last segment that is shorter than MinFinalSegmentLength behind the one before it, as MediaConvert does (API Reference,
 * «HlsGroupSettings»): pieces of a transport stream that follow each other may be put together byte by byte.
 * @param path of the rendition's playlist, beside its segments
 */
export async function mergeShortFinalSegment(path: string, minFinalSeconds: number): Promise<void> {
  const playlist = await readFile(path, 'utf8')
  const [before, last] = segmentsOf(playlist).slice(-2)
  if (!before || !last || last.seconds >= minFinalSeconds) return
  await appendFile(join(dirname(path), before.name), await readFile(join(dirname(path), last.name)))
  await rm(join(dirname(path), last.name))
  const seconds = before.seconds + last.seconds
  const target = Number(/^#EXT-X-TARGETDURATION:(\d+)/m.exec(playlist)?.[1] ?? 0)
  const entry = ({ name, seconds }: typeof last) => `#EXTINF:${seconds.toFixed(6)},\n${name}\n`
  await writeFile(
    path,
    playlist
      .replace(`${entry(before)}${entry(last)}`, entry({ ...before, seconds }))
      .replace(/^#EXT-X-TARGETDURATION:.*$/m, `#EXT-X-TARGETDURATION:${Math.max(target, Math.ceil(seconds))}`),
  )
}
