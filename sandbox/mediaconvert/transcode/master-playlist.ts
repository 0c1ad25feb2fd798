/** One rendition of a master playlist. */
export interface Rendition {
  /** The name of its playlist in the same folder. */
  name: string
  /** The bits per second of the largest segment, including audio and container. */
  peakBitrate: number
  averageBitrate: number
  /** In RFC 6381 format, such as `avc1.64001f,mp4a.40.2`. */
  codecs: string
  width: number
  height: number
  framesPerSecond: number
}

/**
 * Builds a master playlist (RFC 8216, 4.3.4). Keeps the job's order, because players start with the first rendition.
 */
export function masterPlaylist(renditions: Rendition[]): string {
  const entries = renditions.flatMap(({ name, ...rendition }) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(rendition.peakBitrate)},AVERAGE-BANDWIDTH=${Math.ceil(rendition.averageBitrate)},` +
      `CODECS="${rendition.codecs}",RESOLUTION=${rendition.width}x${rendition.height},FRAME-RATE=${rendition.framesPerSecond.toFixed(3)}`,
    name,
  ])
  return `${['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS', ...entries].join('\n')}\n`
}

/** x264's profile_idc and constraint flags, by ffprobe's name of the profile. */
const PROFILES: Record<string, string> = { 'Constrained Baseline': '42c0', Main: '4d40', High: '6400' }

/**
 * Names the codecs for players: H.264 with profile and level (ffprobe's 31 is level 3.1), and AAC-LC if there is audio.
 */
export function codecNames(profile: string, level: number, hasAudio: boolean): string {
  const avc = `avc1.${PROFILES[profile] ?? PROFILES.High}${level.toString(16).padStart(2, '0')}`
  return hasAudio ? `${avc},mp4a.40.2` : avc
}

/** Parses a rendition's playlist. Returns the names and durations (in seconds) of its segments. */
export function segmentsOf(playlist: string): { name: string; seconds: number }[] {
  const lines = playlist.split('\n')
  return lines.flatMap((line, at) => {
    const seconds = /^#EXTINF:([\d.]+)/.exec(line)?.[1]
    return seconds
      ? [{ name: lines.slice(at + 1).find(next => next && !next.startsWith('#')) ?? '', seconds: Number(seconds) }]
      : []
  })
}
