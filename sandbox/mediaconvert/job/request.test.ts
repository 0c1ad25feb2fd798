import { expect, test } from 'vitest'
import { buildRequest, captureGroup, hlsGroup } from '../sample-request.ts'
import { destinationOf } from './output-names.ts'
import { parseJobRequest } from './request.ts'

function refusal(outputGroups: object[], overrides: Record<string, unknown> = {}) {
  try {
    parseJobRequest(buildRequest({ outputGroups, ...overrides }))
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}
const withHlsGroup = (change: (group: ReturnType<typeof hlsGroup>) => void) => {
  const group = hlsGroup({}, [[640, 360]])
  change(group)
  return refusal([group])
}

test('accepts a valid request', () => {
  expect(refusal([hlsGroup({}, [[640, 360]]), captureGroup()])).toBe('accepted')
})

test('describes problems with pointers into the settings', () => {
  expect(withHlsGroup(group => delete (group.outputs[0] as { containerSettings?: object }).containerSettings)).toBe(
    '/outputGroups/0/outputs/0: containerSettings is a required property',
  )
  expect(withHlsGroup(group => group.outputs.pop())).toBe('/outputGroups/0/outputs: Should have at least 1 items')
  expect(refusal([])).toBe('/outputGroups: Should have at least 1 items')
  expect(refusal([{}])).toContain('/outputGroups/0: outputGroupSettings is a required property')
  expect(withHlsGroup(group => Object.assign(group.outputs[0]!.videoDescription, { width: 641 }))).toMatch(
    /^\/outputGroups\/0\/outputs\/0\/videoDescription\/width: /,
  )
  expect(refusal([captureGroup()], { role: undefined })).toBe('/: role is a required property')
})

test('rejects unsupported settings instead of ignoring them', () => {
  expect(withHlsGroup(group => Object.assign(group.outputs[0]!, { captionDescriptions: [] }))).toBe(
    '/outputGroups/0/outputs/0: captionDescriptions is not supported by this stand-in',
  )
  expect(withHlsGroup(group => Object.assign(group.outputGroupSettings, { type: 'CMAF_GROUP_SETTINGS' }))).toContain(
    '/outputGroups/0/outputGroupSettings/type',
  )
  expect(refusal([hlsGroup({ segmentControl: 'SINGLE_FILE' }, [[640, 360]])])).toContain('segmentControl')
  expect(refusal([hlsGroup({ destination: 's3://b/$dt$' }, [[640, 360]])])).toContain('$dt$')
})

test('rejects captions', () => {
  const { inputs } = buildRequest({}).settings
  const input = { ...inputs[0], captionSelectors: { one: { sourceSettings: { sourceType: 'WEBVTT' } } } }
  expect(refusal([], { settings: { inputs: [input], outputGroups: [captureGroup()] } })).toBe(
    '/inputs/0: captionSelectors is not supported by this stand-in',
  )
})

const withH264 = (settings: object) =>
  withHlsGroup(group => Object.assign(group.outputs[0]!.videoDescription.codecSettings.h264Settings, settings))
const pointer = '/outputGroups/0/outputs/0/videoDescription'

test('accepts a frame rate only if it is complete and SPECIFIED', () => {
  const rate = { framerateNumerator: 30000, framerateDenominator: 1001, framerateConversionAlgorithm: 'INTERPOLATE' }
  expect(withH264({ framerateControl: 'SPECIFIED', ...rate })).toBe('accepted')
  expect(withH264({ framerateControl: 'SPECIFIED', framerateNumerator: 30 })).toBe(
    `${pointer}/codecSettings/h264Settings: framerateDenominator is a required property`,
  )
  expect(withH264({ framerateControl: 'INITIALIZE_FROM_SOURCE', ...rate })).toContain(
    `${pointer}/codecSettings/h264Settings/framerateNumerator: Has no effect unless`,
  )
})

test('accepts only the supported deinterlacers', () => {
  const withDeinterlacer = (deinterlacer: object) =>
    withHlsGroup(group => Object.assign(group.outputs[0]!.videoDescription, { videoPreprocessors: { deinterlacer } }))
  expect(withDeinterlacer({ algorithm: 'INTERPOLATE', control: 'NORMAL', mode: 'DEINTERLACE' })).toBe('accepted')
  expect(withDeinterlacer({})).toBe('accepted')
  expect(withDeinterlacer({ mode: 'INVERSE_TELECINE' })).toContain(`${pointer}/videoPreprocessors/deinterlacer/mode: `)
  expect(withDeinterlacer({ algorithm: 'LINEAR_INTERPOLATION' })).toContain('/deinterlacer/algorithm: ')
})

test('accepts only the status update intervals of MediaConvert', () => {
  expect(refusal([captureGroup()], { statusUpdateInterval: 'SECONDS_12' })).toBe('accepted')
  expect(refusal([captureGroup()], { statusUpdateInterval: 'SECONDS_11' })).toContain('/statusUpdateInterval: ')
})

test('requires different names for several outputs', () => {
  expect(
    refusal([
      hlsGroup({}, [
        [640, 360],
        [480, 360],
      ]),
    ]),
  ).toContain('nameModifier')
})

test('requires an existing audio selector', () => {
  const group = hlsGroup({}, [[640, 360]])
  const input = { fileInput: 's3://lectern/a.mp4', videoSelector: { rotate: 'AUTO' } }
  expect(refusal([], { settings: { inputs: [input], outputGroups: [group] } })).toContain('Audio Selector 1')
})

test('enforces AWS’s limits for metadata', () => {
  expect(refusal([captureGroup()], { userMetadata: { 'a b': 'x/1_2.3:4=5+6-7@8' } })).toBe('accepted')
  expect(refusal([captureGroup()], { userMetadata: { a: 'x,y' } })).toContain('/userMetadata/a')
  expect(refusal([captureGroup()], { userMetadata: { a: 'x'.repeat(257) } })).toContain('/userMetadata/a')
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, number) => [`k${number}`, 'v']))
  expect(refusal([captureGroup()], { userMetadata: many })).toContain('/userMetadata: ')
})

test('derives names from the destination, or from the input if the destination ends with a slash', () => {
  expect(destinationOf('s3://out/media/v1/index', 's3://in/a/b.mp4')).toEqual({
    bucket: 'out',
    folder: 'media/v1/',
    base: 'index',
  })
  expect(destinationOf('s3://out/media/v1/', 's3://in/a/b.c.mp4')).toEqual({
    bucket: 'out',
    folder: 'media/v1/',
    base: 'b.c',
  })
})
