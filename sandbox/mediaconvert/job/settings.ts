import { z } from 'zod'
import { captureOutput, hlsOutput, s3Url } from './output-settings.ts'

/**
 * The settings that this stand-in supports, with the names of the wire format. It rejects all others, so that no test
 * passes with a setting that has no effect. Members of type `ignored` make no difference that a player could notice.
 */
const ignored = z.unknown().optional()

const audioSelector = z.strictObject({
  defaultSelection: ignored,
  selectorType: z.literal('TRACK').optional(),
  /** The number of a sound track, from 1. */
  tracks: z.tuple([z.int().min(1)]).optional(),
})

const input = z.strictObject({
  fileInput: s3Url,
  timecodeSource: ignored,
  filterEnable: ignored,
  psiControl: ignored,
  deblockFilter: z.literal('DISABLED').optional(),
  denoiseFilter: z.literal('DISABLED').optional(),
  /** AWS ignores a phone's rotation by default. This stand-in always applies it, so AUTO is required. */
  videoSelector: z.strictObject({
    rotate: z.literal('AUTO'),
    /** FOLLOW uses the colors that the file names. Without names, the outputs have none either. */
    colorSpace: z.enum(['FOLLOW', 'REC_601', 'REC_709']).optional(),
    colorSpaceUsage: z.literal('FORCE').optional(),
    padVideo: z.enum(['BLACK', 'DISABLED']).optional(),
  }),
  audioSelectors: z.record(z.string(), audioSelector).optional(),
})

const names = { name: ignored, customName: ignored }

const hlsGroup = z.strictObject({
  ...names,
  outputGroupSettings: z.strictObject({
    type: z.literal('HLS_GROUP_SETTINGS'),
    hlsGroupSettings: z.strictObject({
      destination: s3Url,
      /** In seconds. */
      segmentLength: z.int().min(1),
      minSegmentLength: z.int().min(0),
      /** In seconds. */
      minFinalSegmentLength: z.number().min(0).optional(),
      segmentLengthControl: ignored,
      segmentControl: z.literal('SEGMENTED_FILES').optional(),
      directoryStructure: z.literal('SINGLE_DIRECTORY').optional(),
      manifestDurationFormat: z.literal('FLOATING_POINT').optional(),
      manifestCompression: z.literal('NONE').optional(),
      outputSelection: z.literal('MANIFESTS_AND_SEGMENTS').optional(),
      streamInfResolution: z.literal('INCLUDE').optional(),
      codecSpecification: z.literal('RFC_6381').optional(),
      clientCache: ignored,
      captionLanguageSetting: ignored,
      programDateTime: z.literal('EXCLUDE').optional(),
      targetDurationCompatibilityMode: ignored,
      progressiveWriteHlsManifest: ignored,
      imageBasedTrickPlay: z.literal('NONE').optional(),
    }),
  }),
  outputs: z.array(hlsOutput).min(1),
})

const fileGroup = z.strictObject({
  ...names,
  outputGroupSettings: z.strictObject({
    type: z.literal('FILE_GROUP_SETTINGS'),
    fileGroupSettings: z.strictObject({ destination: s3Url }),
  }),
  outputs: z.array(captureOutput).min(1),
})

/** The `settings` of CreateJob. Exactly one input: several inputs are not supported. */
export const settingsShape = z.strictObject({
  timecodeConfig: ignored,
  inputs: z.array(input).length(1),
  outputGroups: z.array(z.union([hlsGroup, fileGroup])).min(1),
})

/** Valid settings. */
export type Settings = z.infer<typeof settingsShape>
/** An output group with HLS renditions. */
export type HlsGroup = z.infer<typeof hlsGroup>
/** An output group with frame captures. */
export type FileGroup = z.infer<typeof fileGroup>
