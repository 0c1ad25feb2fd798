import { expect, test } from 'vitest'
import { parseJobRequest } from '../job/request.ts'
import type { Source } from '../probe/probe.ts'
import { buildRequest, captureGroup, hlsGroup } from '../sample-request.ts'
import { ffmpegArguments } from './ffmpeg-arguments.ts'
import { outputSize } from './filter-graph.ts'

const source: Source = {
  duration: 3,
  isMp4: true,
  video: {
    index: 0,
    codec: 'h264',
    fourCC: 'avc1',
    codedWidth: 1920,
    codedHeight: 1080,
    pixelFormat: 'yuv420p',
    bitDepth: 8,
    sampleAspectRatio: '1:1',
    width: 1920,
    height: 1080,
    frameRate: '30',
    framesPerSecond: 30,
    isInterlaced: false,
    start: 0,
    end: 3,
  },
  audio: [{ index: 1, codec: 'aac', channels: 2, sampleRate: 48000, language: 'UND', start: 0, end: 3 }],
}

function argumentsFor(outputGroups: object[], video: Partial<Source['video']> = {}, hasAudio = true) {
  const { settings } = parseJobRequest(buildRequest({ outputGroups }))
  const changed = { ...source, video: { ...source.video, ...video }, audio: hasAudio ? source.audio : [] }
  return ffmpegArguments({ settings, source: changed, input: 'in.mp4', folder: 'out', preset: 'ultrafast' })
}
const graph = (args: string[]) => args[args.indexOf('-filter_complex') + 1]

test('decodes once for all renditions and frame captures', () => {
  const args = argumentsFor([
    hlsGroup({}, [
      [854, 480],
      [640, 360],
    ]),
    captureGroup(),
  ])
  expect(args.filter(arg => arg === '-i')).toHaveLength(1)
  expect(graph(args)).toBe(
    [
      '[0:0]split=3[s0][s1][s2]',
      '[s0]fps=30:start_time=0,scale=854:480:flags=bicubic,setsar=1,format=yuv420p[v0]',
      '[s1]fps=30:start_time=0,scale=640:360:flags=bicubic,setsar=1,format=yuv420p[v1]',
      "[s2]fps=30:start_time=0,select='isnan(prev_selected_t)+gt(floor((t+0.001)*1/2),floor((prev_selected_t+0.001)*1/2))'," +
        'scale=640:360:flags=bicubic,setsar=1,format=yuvj420p[v2]',
    ].join(';'),
  )
  expect(args.at(-1)).toBe('out/1/index_poster.%07d.jpg')
  expect(args).toContain('out/0/index_480p_%05d.ts')
  expect(args).toContain('out/0/index_480p.m3u8')
})

test('passes the settings of a rendition to the encoder', () => {
  const args = argumentsFor([hlsGroup({ segmentLength: 6 }, [[640, 360]])]).join(' ')
  expect(args).toContain('-crf 23 -maxrate 800000 -bufsize 1200000 -force_key_frames expr:gte(t+0.001,n_forced*2)')
  expect(args).toContain('-hls_time 6 ')
  expect(args).toContain('-map 0:1 -c:a aac -b:a 96000 -ac 2 -ar 48000')
})

test('uses the buffer that a rendition names', () => {
  const group = hlsGroup({}, [[640, 360]])
  Object.assign(group.outputs[0]!.videoDescription.codecSettings.h264Settings, { hrdBufferSize: 800_000 })
  expect(argumentsFor([group]).join(' ')).toContain('-maxrate 800000 -bufsize 800000 ')
})

test('names the colors of the input that the job names, and none of its own', () => {
  const { settings } = parseJobRequest(buildRequest({ outputGroups: [hlsGroup({}, [[640, 360]])] }))
  const graphFor = (colorSpace: 'FOLLOW' | 'REC_601' | 'REC_709' | undefined) => {
    const inputs = [{ ...settings.inputs[0]!, videoSelector: { rotate: 'AUTO' as const, colorSpace } }]
    const task = { source, input: 'in.mp4', folder: 'out', preset: 'ultrafast' }
    return graph(ffmpegArguments({ ...task, settings: { ...settings, inputs } }))
  }
  const named = (name: string) => `[0:0]setparams=color_primaries=${name}:color_trc=${name}:colorspace=${name},split=1`
  expect(graphFor('REC_601')).toContain(named('smpte170m'))
  expect(graphFor('REC_709')).toContain(named('bt709'))
  for (const colorSpace of ['FOLLOW', undefined] as const) expect(graphFor(colorSpace)).not.toContain('setparams')
})

test('adds no audio to a silent video', () => {
  expect(argumentsFor([hlsGroup({}, [[640, 360]])], {}, false)).not.toContain('-c:a')
})

test('deinterlaces and tone-maps before scaling', () => {
  const hdr = { transfer: 'smpte2084', primaries: 'bt2020', matrix: 'bt2020nc' }
  const args = argumentsFor([hlsGroup({}, [[640, 360]])], { isInterlaced: true, hdr })
  expect(graph(args)).toMatch(
    /^\[0:0\]bwdif=deint=interlaced,setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc,zscale=.*tonemap=tonemap=hable.*split=1/,
  )
  expect(args).toContain('-color_trc')
})

test('adds bars if the aspect ratio differs from the source', () => {
  expect(graph(argumentsFor([hlsGroup({}, [[640, 480]])]))).toContain(
    'scale=640:360:flags=bicubic,pad=640:480:(ow-iw)/2:(oh-ih)/2',
  )
})

test('derives a missing side from the source, and makes it even', () => {
  const { settings } = parseJobRequest(buildRequest({ outputGroups: [hlsGroup({}, [[undefined, 480]])] }))
  const output = settings.outputGroups[0]!.outputs[0]!
  expect(outputSize(output, { ...source.video, width: 1080, height: 1920 })).toEqual({ width: 270, height: 480 })
  expect(outputSize(output, source.video)).toEqual({ width: 854, height: 480 })
})

const withVideo = (video: Record<string, unknown>) => {
  const group = hlsGroup({}, [[640, 360]])
  Object.assign(group.outputs[0]!.videoDescription, video)
  return argumentsFor([group])
}

test('deinterlaces all frames if FORCE_ALL_FRAMES is set', () => {
  const graphWithControl = (control: string) =>
    graph(
      withVideo({ videoPreprocessors: { deinterlacer: { algorithm: 'INTERPOLATE', control, mode: 'DEINTERLACE' } } }),
    )
  expect(graphWithControl('FORCE_ALL_FRAMES')).toContain('[0:0]bwdif=deint=all,split')
  expect(graphWithControl('NORMAL')).toContain('[0:0]split')
})

test('uses a specified frame rate for the output and its key frames', () => {
  const group = hlsGroup({}, [[640, 360]])
  Object.assign(group.outputs[0]!.videoDescription.codecSettings.h264Settings, {
    framerateControl: 'SPECIFIED',
    framerateNumerator: 24000,
    framerateDenominator: 1001,
    framerateConversionAlgorithm: 'DUPLICATE_DROP',
  })
  const args = argumentsFor([group])
  expect(graph(args)).toContain('[s0]fps=24000/1001:start_time=0,')
  expect(args[args.indexOf('-g') + 1]).toBe('48')
})
