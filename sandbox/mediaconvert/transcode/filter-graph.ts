import type { CaptureOutput, HlsOutput } from '../job/output-settings.ts'
import type { VideoStream } from '../probe/probe.ts'

/** What gets a picture: a rendition, or a series of pictures. */
export type Output = HlsOutput | CaptureOutput

/** The picture's way from one decode to the outputs, as ffmpeg's `-filter_complex` takes it; output n comes out at `[vn]`. */
export function filterGraph(outputs: Output[], video: VideoStream): string {
  const splits = outputs.map((_, at) => `[s${at}]`).join('')
  const trunk = `[0:${video.index}]${preparation(outputs, video)}split=${outputs.length}${splits}`
  return [trunk, ...outputs.map((output, at) => `[s${at}]${branch(output, video)}[v${at}]`)].join(';')
}

/** Whole frames, and the colours of an ordinary screen. */
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

function branch(output: Output, video: VideoStream): string {
  // A picture that begins late stands still until then, so that segments are cut where they should be.
  const frames = `fps=${outputRate(output, video).frameRate}:start_time=0`
  const scaled = `${scaling(output, video)},setsar=1`
  const { codecSettings } = output.videoDescription
  if (codecSettings.codec === 'H_264') return `${frames},${scaled},format=yuv420p`
  const { framerateNumerator, framerateDenominator } = codecSettings.frameCaptureSettings
  // The first frame at or after each multiple; a millisecond makes up for times that are not exact.
  const number = (time: string) => `floor((${time}+0.001)*${framerateNumerator}/${framerateDenominator})`
  const select = `select='isnan(prev_selected_t)+gt(${number('t')},${number('prev_selected_t')})'`
  return `${frames},${select},${scaled},format=yuvj420p`
}

/** The frame rate of an output: what was asked for, or the source's. */
export function outputRate(
  { videoDescription: { codecSettings } }: Output,
  { frameRate, framesPerSecond }: VideoStream,
): Pick<VideoStream, 'frameRate' | 'framesPerSecond'> {
  if (codecSettings.codec !== 'H_264') return { frameRate, framesPerSecond }
  const { framerateNumerator: numerator, framerateDenominator: denominator } = codecSettings.h264Settings
  if (!numerator || !denominator) return { frameRate, framesPerSecond }
  return { frameRate: `${numerator}/${denominator}`, framesPerSecond: numerator / denominator }
}

/** The picture's size in an output. A side that is not given follows from the other, both from the source. */
export function outputSize(output: Output, video: VideoStream): { width: number; height: number } {
  const { width, height } = output.videoDescription
  const aspect = video.width / video.height
  if (width && height) return { width, height }
  if (width) return { width, height: even(width / aspect) }
  if (height) return { width: even(height * aspect), height }
  return { width: even(video.width), height: even(video.height) }
}

/** Scales into the size; bars fill what is left unless the shapes differ by no more than rounding or bars are unwanted. */
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
