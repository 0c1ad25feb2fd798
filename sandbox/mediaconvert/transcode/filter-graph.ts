import type { CaptureOutput, HlsOutput } from '../job/output-settings.ts'
import type { Settings } from '../job/settings.ts'
import type { Source, VideoStream } from '../probe/probe.ts'

/** An output with video: a rendition, or a series of frame captures. */
export type Output = HlsOutput | CaptureOutput

type ColorSpace = Settings['inputs'][number]['videoSelector']['colorSpace']

/**
 * Builds ffmpeg's `-filter_complex` from one decode to all outputs. Output n is available as `[vn]`, and carries the colors of
 * the input: those that `colorSpace` names, or the file's own.
 */
export function filterGraph(
  outputs: Output[],
  { video, black }: Pick<Source, 'video' | 'black'>,
  colorSpace: ColorSpace = 'FOLLOW',
): string {
  const splits = outputs.map((_, at) => `[s${at}]`).join('')
  const trunk = `[0:${video.index}]${nameColors(colorSpace)}${preparation(outputs, video)}split=${outputs.length}${splits}`
  return [trunk, ...outputs.map((output, at) => `[s${at}]${branch(output, video, black)}[v${at}]`)].join(';')
}

/** ffmpeg's names of the input color spaces. The encoder writes what the frames carry. */
const colorNames = { REC_601: 'smpte170m', REC_709: 'bt709' }

function nameColors(colorSpace: ColorSpace): string {
  if (!colorSpace || colorSpace === 'FOLLOW') return ''
  const name = colorNames[colorSpace]
  return `setparams=color_primaries=${name}:color_trc=${name}:colorspace=${name},`
}

/** Returns the filters that deinterlace and convert HDR to SDR. */
function preparation(outputs: Output[], video: VideoStream): string {
  const isForced = outputs.some(
    ({ videoDescription: { videoPreprocessors } }) => videoPreprocessors?.deinterlacer?.control === 'FORCE_ALL_FRAMES',
  )
  const frames = isForced ? 'bwdif=deint=all,' : video.isInterlaced ? 'bwdif=deint=interlaced,' : ''
  return video.hdr ? `${frames}${toSdr(video)}` : frames
}

function toSdr({ hdr }: VideoStream): string {
  const { transfer, primaries, matrix } = hdr!
  const inputParams = `setparams=color_trc=${transfer}:color_primaries=${primaries}:colorspace=${matrix}`
  const linear = 'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709'
  return `${inputParams},${linear},tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,`
}

function branch(output: Output, video: VideoStream, black: Source['black']): string {
  const rate = `fps=${outputRate(output, video).frameRate}`
  // Without black, repeats the first frame of a video that starts late, so that segments have the right boundaries.
  const frames = black
    ? `setpts=PTS-STARTPTS,${rate},tpad=start_duration=${black.before}:stop_duration=${black.after}:color=black`
    : `${rate}:start_time=0`
  const scaled = `${scaling(output, video)},setsar=1`
  const { codecSettings } = output.videoDescription
  if (codecSettings.codec === 'H_264') return `${frames},${scaled},format=yuv420p`
  const { framerateNumerator, framerateDenominator } = codecSettings.frameCaptureSettings
  // Selects the first frame at or after each multiple. A millisecond compensates for inexact times.
  const number = (time: string) => `floor((${time}+0.001)*${framerateNumerator}/${framerateDenominator})`
  const select = `select='isnan(prev_selected_t)+gt(${number('t')},${number('prev_selected_t')})'`
  return `${frames},${select},${scaled},format=yuvj420p`
}

/** Returns the frame rate of an output: the specified one, or the source's. */
export function outputRate(
  { videoDescription: { codecSettings } }: Output,
  { frameRate, framesPerSecond }: VideoStream,
): Pick<VideoStream, 'frameRate' | 'framesPerSecond'> {
  if (codecSettings.codec !== 'H_264') return { frameRate, framesPerSecond }
  const { framerateNumerator: numerator, framerateDenominator: denominator } = codecSettings.h264Settings
  if (!numerator || !denominator) return { frameRate, framesPerSecond }
  return { frameRate: `${numerator}/${denominator}`, framesPerSecond: numerator / denominator }
}

/** Returns the size of an output. A missing side is derived from the other one, or both from the source. */
export function outputSize(output: Output, video: VideoStream): { width: number; height: number } {
  const { width, height } = output.videoDescription
  const aspect = video.width / video.height
  if (width && height) return { width, height }
  if (width) return { width, height: even(width / aspect) }
  if (height) return { width: even(height * aspect), height }
  return { width: even(video.width), height: even(video.height) }
}

/**
 * Returns the filters that scale to the output's size. Adds bars, unless the aspect ratios differ only by rounding or
 * STRETCH_TO_OUTPUT is set.
 */
function scaling(output: Output, video: VideoStream): string {
  const { width, height } = outputSize(output, video)
  const difference = Math.abs((width * video.height) / (height * video.width) - 1)
  const fill = `scale=${width}:${height}:flags=bicubic`
  if (output.videoDescription.scalingBehavior === 'STRETCH_TO_OUTPUT' || difference < 0.02) return fill
  const factor = Math.min(width / video.width, height / video.height)
  const inner = `${even(video.width * factor)}:${even(video.height * factor)}`
  return `scale=${inner}:flags=bicubic,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`
}

const even = (size: number) => Math.max(2, Math.round(size / 2) * 2)
