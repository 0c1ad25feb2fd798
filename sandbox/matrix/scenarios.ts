/** One step of a scenario, after playback has begun unless it stands in `before`. */
export type Step =
  /** Does something with the video; `in-page/actions.js` has the names. */
  | { act: string; value?: unknown }
  /** Waits until the video has reached a time, in seconds. */
  | { until: number }
  | { until: 'ended' | 'seeked' }
  /** Waits, in milliseconds. */
  | { wait: number }
  | { line: 'offline' | 'online' }
  /** Ends the preview link. */
  | { revoke: true }
  /** The laptop sleeps: the page stands still, and its connections end. */
  | { sleep: true }
  /** Waits until the player says on the video that the link has ended. A bare page says nothing. */
  | { notice: true }

export type Scenario = {
  name: string
  /** What happens before playback begins. */
  before?: Step[]
  steps: Step[]
  /** The page is opened through a preview link. Its page differs from the bare one, so only playback is checked. */
  preview?: true
  /** The line is cut for a while. The video may stand, and a bare page need not survive it. */
  cutsLine?: true
  /** Nothing sets another source, so no bytes of the file are needed while the stream plays. */
  keepsSource?: true
  /** What happens before playback rules the stream out, unless it plays by then: something of the file was seen. */
  neverStreams?: true
  /** One at a time in each browser, which has one picture-in-picture window. */
  isAlone?: true
  notIn?: ('chromium' | 'firefox' | 'webkit')[]
}

const toTheEnd: Step[] = [{ act: 'seekToEnd', value: 1.2 }, { until: 'ended' }]

/** What scripts and people do with a video. */
export const scenarios: Scenario[] = [
  { name: 'to the end', keepsSource: true, steps: [{ until: 1.5 }, ...toTheEnd] },
  { name: 'whole', keepsSource: true, steps: [{ until: 'ended' }] },
  {
    name: 'seek',
    keepsSource: true,
    steps: [
      { until: 1 },
      { act: 'seek', value: 7 },
      { until: 'seeked' },
      { until: 7.6 },
      { act: 'seek', value: 3 },
      { until: 'seeked' },
      { until: 3.6 },
    ],
  },
  {
    name: 'pause, rate, volume',
    steps: [
      { until: 0.8 },
      { act: 'pause' },
      { wait: 400 },
      { act: 'rate', value: 1.5 },
      { act: 'volume', value: 0.5 },
      { act: 'play' },
      { until: 2.5 },
    ],
  },
  {
    name: 'time set before play',
    neverStreams: true,
    before: [{ act: 'seek', value: 5 }, { wait: 300 }],
    steps: [{ until: 6.2 }],
  },
  {
    name: 'rate set before play',
    before: [{ act: 'rate', value: 2 }, { wait: 100 }],
    steps: [{ until: 2.5 }, ...toTheEnd],
  },
  { name: 'canvas', steps: [{ until: 0.8 }, { act: 'draw' }, { until: 1.6 }, { act: 'draw' }] },
  {
    name: 'canvas before play',
    neverStreams: true,
    before: [{ wait: 1500 }, { act: 'draw' }],
    steps: [{ until: 1.5 }, { act: 'draw' }],
  },
  { name: 'frame callback', before: [{ act: 'frame' }], steps: [{ until: 1 }, { act: 'frame' }, { until: 1.6 }] },
  {
    name: 'picture in picture',
    isAlone: true,
    steps: [
      { until: 0.8 },
      { act: 'pictureInPicture' },
      { wait: 500 },
      { act: 'leavePictureInPicture' },
      { until: 2.5 },
    ],
  },
  { name: 'capture', steps: [{ until: 0.8 }, { act: 'capture' }, { until: 2 }] },
  {
    name: 'fullscreen',
    steps: [{ until: 0.8 }, { act: 'fullscreen' }, { wait: 500 }, { act: 'leaveFullscreen' }, { until: 2.5 }],
  },
  { name: 'media session', steps: [{ until: 0.8 }, { act: 'mediaSession' }, { until: 1.5 }] },
  {
    name: 'src set while playing',
    steps: [
      { until: 1 },
      { act: 'playSource', value: '../media/other.mp4' },
      { wait: 300 },
      { until: 1.2 },
      ...toTheEnd,
    ],
  },
  {
    name: 'src set before play',
    neverStreams: true,
    before: [{ act: 'src', value: '../media/other.mp4' }, { wait: 1500 }],
    steps: [{ until: 1.5 }, ...toTheEnd],
  },
  { name: 'load', steps: [{ until: 1 }, { act: 'loadAndPlay' }, { wait: 300 }, { until: 1.2 }] },
  {
    name: 'remove and put back',
    steps: [{ until: 1 }, { act: 'remove' }, { wait: 300 }, { act: 'putBack' }, { act: 'play' }, { until: 2.2 }],
  },
  { name: 'clone', before: [{ act: 'clone' }], steps: [{ until: 1 }, { act: 'clone' }, { until: 1.5 }] },
  {
    name: 'offline for a while',
    cutsLine: true,
    steps: [{ until: 1 }, { line: 'offline' }, { wait: 4000 }, { line: 'online' }, { until: 'ended' }],
  },
  {
    name: 'asleep for an hour',
    cutsLine: true,
    notIn: ['firefox', 'webkit'],
    steps: [{ until: 1 }, { sleep: true }, { act: 'play' }, { until: 'ended' }],
  },
]

/**
 * The preview link ends while the video plays. The stream's files are public, so the link is missed only when the stream
 * runs dry: then the author's file is refused, and the player says so on the video. Nothing else is compared.
 */
export const previewEnds: Scenario = {
  name: 'preview ends',
  preview: true,
  steps: [{ until: 1 }, { revoke: true }, { notice: true }],
}
