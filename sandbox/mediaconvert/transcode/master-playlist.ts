/** One rendition as the master playlist tells players about it. */
export interface Rendition {
  /** Its playlist, in the same folder. */
  name: string
  /** Bits per second of the largest segment, sound and container included. */
  peakBitrate: number
  averageBitrate: number
  /** RFC 6381: `avc1.64001f,mp4a.40.2`. */
  codecs: string
  width: number
  height: number
  framesPerSecond: number
}

/** The master playlist (RFC 8216, 4.3.4). Players start with the first rendition, so the job's order is kept. */
export function masterPlaylist(renditions: Rendition[]): string {
  const entries = renditions.flatMap(({ name, ...rendition }) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(rendition.peakBitrate)},AVERAGE-BANDWIDTH=${Math.ceil(rendition.averageBitrate)},` +
      `CODECS="${rendition.codecs}",RESOLUTION=${rendition.width}x${rendition.height},FRAME-RATE=${rendition.framesPerSecond.toFixed(3)}`,
    name,
  ])
  return `${['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS', ...entries].join('\n')}\n`
}

/** profile_idc and constraint flags as x264 writes them, by ffprobe's name of the profile. */
const PROFILES: Record<string, string> = { 'Constrained Baseline': '42c0', Main: '4d40', High: '6400' }

/** The codecs' names for players: H.264 by profile and level (ffprobe's 31 is level 3.1), with AAC-LC if there is sound. */
export function codecNames(profile: string, level: number, hasSound: boolean): string {
  const avc = `avc1.${PROFILES[profile] ?? PROFILES.High}${level.toString(16).padStart(2, '0')}`
  return hasSound ? `${avc},mp4a.40.2` : avc
}

/** Names and lengths in seconds of a rendition's segments, read from its playlist. */
export function segmentsOf(playlist: string): { name: string; seconds: number }[] {
  const lines = playlist.split('\n')
  return lines.flatMap((line, at) => {
    const seconds = /^#EXTINF:([\d.]+)/.exec(line)?.[1]
    return seconds
      ? [{ name: lines.slice(at + 1).find(next => next && !next.startsWith('#')) ?? '', seconds: Number(seconds) }]
      : []
  })
}
