import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { segmentsOf } from './master-playlist.ts'

/**
 * Sets the target duration of a rendition to at least one second. ffmpeg rounds that of a shorter video to 0.
 * @param path the path of the rendition's playlist
 */
export async function ensureTargetDuration(path: string): Promise<void> {
  const playlist = await readFile(path, 'utf8')
  await writeFile(path, playlist.replace(/^#EXT-X-TARGETDURATION:0$/m, '#EXT-X-TARGETDURATION:1'))
}

/**
 * Appends a last segment that is shorter than MinFinalSegmentLength to the previous one, as MediaConvert does (API
 * Reference, "HlsGroupSettings"). Consecutive parts of a transport stream can be concatenated byte by byte.
 * @param path the path of the rendition's playlist, next to its segments
 */
export async function mergeShortFinalSegment(path: string, minFinalSeconds: number): Promise<void> {
  const playlist = await readFile(path, 'utf8')
  const [previous, last] = segmentsOf(playlist).slice(-2)
  if (!previous || !last || last.seconds >= minFinalSeconds) return
  await appendFile(join(dirname(path), previous.name), await readFile(join(dirname(path), last.name)))
  await rm(join(dirname(path), last.name))
  const seconds = previous.seconds + last.seconds
  const target = Number(/^#EXT-X-TARGETDURATION:(\d+)/m.exec(playlist)?.[1] ?? 0)
  const entry = ({ name, seconds }: typeof last) => `#EXTINF:${seconds.toFixed(6)},\n${name}\n`
  await writeFile(
    path,
    playlist
      .replace(`${entry(previous)}${entry(last)}`, entry({ ...previous, seconds }))
      .replace(/^#EXT-X-TARGETDURATION:.*$/m, `#EXT-X-TARGETDURATION:${Math.max(target, Math.ceil(seconds))}`),
  )
}
