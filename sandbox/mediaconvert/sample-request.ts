/** Builds an HLS group in the wire format for tests, with one rendition for each size. */
export function hlsGroup(
  settings: Record<string, unknown>,
  sizes: [width: number | undefined, height: number][],
  hasAudio = true,
) {
  return {
    customName: 'hls',
    outputGroupSettings: {
      type: 'HLS_GROUP_SETTINGS',
      hlsGroupSettings: {
        destination: 's3://lectern/media/one/index',
        segmentLength: 2,
        minSegmentLength: 0,
        segmentControl: 'SEGMENTED_FILES',
        ...settings,
      },
    },
    outputs: sizes.map(([width, height]) => ({
      nameModifier: `_${height}p`,
      containerSettings: { container: 'M3U8' },
      videoDescription: { width, height, codecSettings: { codec: 'H_264', h264Settings: { ...h264Settings } } },
      ...(hasAudio && { audioDescriptions }),
    })),
  }
}

const h264Settings = {
  rateControlMode: 'QVBR',
  qvbrSettings: { qvbrQualityLevel: 7 },
  maxBitrate: 800_000,
  gopSize: 2,
  gopSizeUnits: 'SECONDS',
}

const audioDescriptions = [
  {
    audioSourceName: 'Audio Selector 1',
    codecSettings: {
      codec: 'AAC',
      aacSettings: { bitrate: 96_000, codingMode: 'CODING_MODE_2_0', sampleRate: 48_000 },
    },
  },
]

/** Builds a group in the wire format for tests that captures a frame every 2 seconds. */
export function captureGroup() {
  return {
    outputGroupSettings: {
      type: 'FILE_GROUP_SETTINGS',
      fileGroupSettings: { destination: 's3://lectern/media/one/index' },
    },
    outputs: [
      {
        nameModifier: '_poster',
        containerSettings: { container: 'RAW' },
        videoDescription: {
          width: 640,
          height: 360,
          codecSettings: {
            codec: 'FRAME_CAPTURE',
            frameCaptureSettings: { framerateNumerator: 1, framerateDenominator: 2, maxCaptures: 10, quality: 80 },
          },
        },
      },
    ],
  }
}

/** Builds a body of CreateJob in the wire format for tests. */
export function buildRequest(overrides: { fileInput?: string; outputGroups?: object[]; [member: string]: unknown }) {
  const { fileInput = 's3://lectern/sources/clip.mp4', outputGroups, ...rest } = overrides
  return {
    role: 'arn:aws:iam::111122223333:role/MediaConvert',
    userMetadata: { app: 'lectern' },
    settings: {
      timecodeConfig: { source: 'ZEROBASED' },
      inputs: [
        {
          fileInput,
          videoSelector: { rotate: 'AUTO' },
          audioSelectors: { 'Audio Selector 1': { defaultSelection: 'DEFAULT' } },
        },
      ],
      outputGroups: outputGroups ?? [hlsGroup({}, [[320, 180]])],
    },
    ...rest,
  }
}
