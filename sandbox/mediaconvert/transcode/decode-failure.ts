import { JobError } from '../job/errors.ts'
import type { Source } from '../probe/probe.ts'

/** ffmpeg has no decoder for a stream. */
const noDecoder = /#0:(\d+).*no decoder found|Decoder .* not found for input stream #0:(\d+)/
/** A decoder could not make a single frame of a stream. */
const noFrame = /Cannot determine format of input stream 0:(\d+)|#0:(\d+).*Cannot determine format/

/**
 * Returns how a job ends when ffmpeg failed, by the lines that it logged: 1030 the picture has an unsupported codec, 1092
 * the audio cannot be decoded, 1075 the picture cannot be decoded, 1999 anything else.
 */
export function decodeFailure(lines: string[], { video }: Source, url: string): JobError {
  const streamIn = (pattern: RegExp) => {
    const found = lines.map(line => pattern.exec(line)).find(match => match !== null)
    return found && Number(found.slice(1).find(index => index !== undefined))
  }
  const [withoutDecoder, withoutFrame] = [streamIn(noDecoder), streamIn(noFrame)]
  if (withoutDecoder === video.index)
    return new JobError(1030, `Unsupported codec in input file [${url}]: [${video.codec}]`)
  if (withoutDecoder !== undefined) return new JobError(1092, `Unable to initialize audio decoder [${url}]`)
  if (withoutFrame === video.index)
    return new JobError(1075, `Demuxer error while parsing input file [${url}]: [no frame could be decoded]`)
  if (withoutFrame !== undefined) return new JobError(1092, `Unable to decode audio of input file [${url}]`)
  return new JobError(1999, `Unknown error: ${lines.at(-1) ?? 'ffmpeg failed without a message'}`)
}
