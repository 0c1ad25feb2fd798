import { builder } from '../builder.ts'

export const VideoStatus = builder.enumType('VideoStatus', {
  values: {
    EXPECTED: { description: 'In the manifest, but not in S3 yet.' },
    UPLOADED: { description: 'Uploaded to S3.' },
    QUEUED: { description: 'Waits for an encoding job.' },
    TRANSCODING: {},
    READY: { description: 'Ready to play.' },
    FAILED: {},
    CANCELED: {},
    NOT_NEEDED: { description: 'The MP4 is enough, or an alternate source is encoded.' },
  } as const,
})
