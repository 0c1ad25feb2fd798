import type { EventPattern } from './event-pattern.ts'

/** The file extensions of videos in the draft. */
const VIDEO_EXTENSIONS = [
  'mp4',
  'm4v',
  'mov',
  'webm',
  'mkv',
  'avi',
  'wmv',
  'mpg',
  'mpeg',
  'ogv',
  'ogg',
  '3gp',
  'flv',
  '3g2',
  'asf',
  'f4v',
  'm2ts',
  'm2t',
  'vob',
]

/**
 * Returns the two EventBridge rules that Lectern needs, in the form that `aws events put-rule --event-pattern` accepts.
 * Only a wildcard can match both prefix and suffix of a key. Wildcards are case-sensitive, so each extension is listed
 * twice. A file with a mixed-case extension matches no rule; Lectern finds it when it records the item.
 * @param bucket the bucket that contains the draft
 */
export function eventRules(bucket: string): EventPattern[] {
  return [videoUploaded(bucket), jobChanged]
}

function videoUploaded(bucket: string): EventPattern {
  const extensions = VIDEO_EXTENSIONS.flatMap(extension => [extension, extension.toUpperCase()])
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: [bucket] },
      object: { key: extensions.map(extension => ({ wildcard: `draft/*.${extension}` })) },
    },
  }
}

/** Matches only Lectern's own jobs, which it marks with `userMetadata.app`. Other jobs may share the account. */
const jobChanged: EventPattern = {
  source: ['aws.mediaconvert'],
  'detail-type': ['MediaConvert Job State Change'],
  detail: {
    status: ['PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'NEW_WARNING', 'COMPLETE', 'ERROR', 'CANCELED'],
    userMetadata: { app: ['lectern'] },
  },
}
