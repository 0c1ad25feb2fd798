import { z } from 'zod'

const ignored = z.unknown().optional()

/** An S3 URL of an object, or of a prefix of object names. */
export const s3Url = z.string().regex(/^s3:\/\/[^/]+\/.+$/s, 'Should match pattern "^s3://bucket/key$"')
const evenSize = z.int().min(32).max(8192).multipleOf(2)

const h264Members = z.strictObject({
  rateControlMode: z.literal('QVBR'),
  qvbrSettings: z.strictObject({ qvbrQualityLevel: z.int().min(1).max(10) }),
  /** In bits per second. */
  maxBitrate: z.int().min(1000),
  /** In bits. */
  hrdBufferSize: z.int().min(0).max(1_152_000_000).optional(),
  gopSize: z.number().positive(),
  gopSizeUnits: z.enum(['SECONDS', 'FRAMES']),
  gopClosedCadence: z.literal(1).optional(),
  framerateControl: z.enum(['INITIALIZE_FROM_SOURCE', 'SPECIFIED']).optional(),
  /** The frame rate is numerator/denominator. */
  framerateNumerator: z.int().min(1).optional(),
  framerateDenominator: z.int().min(1).optional(),
  framerateConversionAlgorithm: ignored,
  interlaceMode: z.literal('PROGRESSIVE').optional(),
  codecProfile: z.literal('HIGH').optional(),
  codecLevel: z.literal('AUTO').optional(),
  parControl: z.literal('SPECIFIED').optional(),
  parNumerator: z.literal(1).optional(),
  parDenominator: z.literal(1).optional(),
  qualityTuningLevel: ignored,
  sceneChangeDetect: ignored,
  minIInterval: ignored,
  entropyEncoding: ignored,
  adaptiveQuantization: ignored,
})

/** Rejects a frame rate without SPECIFIED. AWS ignores it, which is never what the caller wants. */
const h264 = h264Members.superRefine((settings, problems) => {
  const isSpecified = settings.framerateControl === 'SPECIFIED'
  for (const field of ['framerateNumerator', 'framerateDenominator'] as const)
    if ((settings[field] !== undefined) !== isSpecified)
      problems.addIssue({
        code: 'custom',
        path: [field],
        message: 'Has no effect unless framerateControl is SPECIFIED',
      })
})

const frameCapture = z.strictObject({
  /** One frame every denominator/numerator seconds. */
  framerateNumerator: z.int().min(1),
  framerateDenominator: z.int().min(1),
  maxCaptures: z.int().min(1),
  quality: z.int().min(1).max(100),
})

/**
 * The supported preprocessors. This stand-in always converts HDR to SDR and deinterlaces, so both are accepted. All
 * algorithms that keep the frame rate are equivalent. Doubled frame rates and inverse telecine are not supported.
 */
const preprocessors = z.strictObject({
  colorCorrector: z
    .strictObject({ colorSpaceConversion: z.literal('FORCE_709'), hdrToSdrToneMapper: ignored })
    .optional(),
  deinterlacer: z
    .strictObject({
      algorithm: z.enum(['INTERPOLATE', 'INTERPOLATE_TICKER', 'BLEND', 'BLEND_TICKER']).optional(),
      /** NORMAL keeps frames that are marked as progressive. */
      control: z.enum(['NORMAL', 'FORCE_ALL_FRAMES']).optional(),
      mode: z.enum(['DEINTERLACE', 'ADAPTIVE']).optional(),
    })
    .optional(),
})

const video = {
  videoPreprocessors: preprocessors.optional(),
  width: evenSize.optional(),
  height: evenSize.optional(),
  scalingBehavior: z.enum(['DEFAULT', 'STRETCH_TO_OUTPUT']).optional(),
  sharpness: ignored,
  timecodeInsertion: z.literal('DISABLED').optional(),
  antiAlias: ignored,
  /** The default, as of AWS. */
  colorMetadata: z.literal('INSERT').optional(),
  afdSignaling: z.literal('NONE').optional(),
  respondToAfd: z.literal('NONE').optional(),
  dropFrameTimecode: ignored,
}

const audio = z.strictObject({
  audioSourceName: z.string(),
  audioTypeControl: ignored,
  languageCodeControl: ignored,
  codecSettings: z.strictObject({
    codec: z.literal('AAC'),
    aacSettings: z.strictObject({
      codecProfile: z.literal('LC').optional(),
      rateControlMode: z.literal('CBR').optional(),
      codingMode: z.enum(['CODING_MODE_1_0', 'CODING_MODE_2_0']),
      sampleRate: z.int(),
      /** In bits per second. */
      bitrate: z.int().min(6000),
      specification: ignored,
      rawFormat: ignored,
    }),
  }),
})

/** One rendition of an HLS group. */
export const hlsOutput = z.strictObject({
  nameModifier: z.string().min(1),
  containerSettings: z.strictObject({ container: z.literal('M3U8'), m3u8Settings: ignored }),
  videoDescription: z.strictObject({
    ...video,
    codecSettings: z.strictObject({ codec: z.literal('H_264'), h264Settings: h264 }),
  }),
  audioDescriptions: z.array(audio).max(1).optional(),
  outputSettings: z
    .strictObject({ hlsSettings: z.strictObject({ iFrameOnlyManifest: z.literal('EXCLUDE').optional() }).optional() })
    .optional(),
})

/** One series of frame captures. */
export const captureOutput = z.strictObject({
  nameModifier: z.string().optional(),
  containerSettings: z.strictObject({ container: z.literal('RAW') }),
  videoDescription: z.strictObject({
    ...video,
    codecSettings: z.strictObject({ codec: z.literal('FRAME_CAPTURE'), frameCaptureSettings: frameCapture }),
  }),
})

/** One rendition of an HLS group. */
export type HlsOutput = z.infer<typeof hlsOutput>
/** One series of frame captures. */
export type CaptureOutput = z.infer<typeof captureOutput>
