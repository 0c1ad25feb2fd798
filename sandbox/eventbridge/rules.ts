import type { EventPattern } from './event-pattern.ts'

/** What counts as a video when it appears in the draft. */
const VIDEO_EXTENSIONS = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'wmv', 'mpg', 'mpeg', 'ogv', 'ogg', '3gp', 'flv']

/**
 * The two EventBridge rules that Lectern needs, in the form in which AWS takes them (`aws events put-rule
 * --event-pattern`). A prefix and an ending of one key cannot be joined but by a wildcard, and a wildcard minds letter
 * case: hence each ending twice. An ending in mixed case passes no rule and is found when its item is recorded.
 * @param bucket the bucket whose draft is watched
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

/** Jobs of others in the same account stay out: Lectern marks its own by `userMetadata.app`. */
const jobChanged: EventPattern = {
  source: ['aws.mediaconvert'],
  'detail-type': ['MediaConvert Job State Change'],
  detail: {
    status: ['PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'NEW_WARNING', 'COMPLETE', 'ERROR', 'CANCELED'],
    userMetadata: { app: ['lectern'] },
  },
}
