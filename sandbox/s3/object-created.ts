import { randomUUID } from 'node:crypto'
import { ACCOUNT, type EventBridgeEvent, newEvent } from '../eventbridge/event.ts'

/** What S3 knows about an object that was just written. */
export interface CreatedObject {
  bucket: string
  /** Plain: EventBridge, unlike S3's older notifications, does not percent-encode it. */
  key: string
  /** Bytes. */
  size: number
  etag: string
  /** Only in a bucket with versions. */
  versionId?: string
  requestId?: string
  sourceAddress?: string
  /** How it was written. */
  reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload'
}

/** S3's event «Object Created» (Amazon S3 User Guide, «EventBridge event message structure»). */
export function objectCreated(region: string, object: CreatedObject): EventBridgeEvent {
  return newEvent({
    source: 'aws.s3',
    detailType: 'Object Created',
    region,
    resources: [`arn:aws:s3:::${object.bucket}`],
    detail: {
      version: '0',
      bucket: { name: object.bucket },
      object: {
        key: object.key,
        size: object.size,
        etag: object.etag.replaceAll('"', ''),
        ...(object.versionId && { 'version-id': object.versionId }),
        sequencer: nextSequencer(),
      },
      'request-id': object.requestId ?? randomUUID(),
      requester: ACCOUNT,
      ...(object.sourceAddress && { 'source-ip-address': object.sourceAddress }),
      reason: object.reason,
    },
  })
}

let lastSequencer = 0n

/** Hexadecimal, and larger for each later event: the clock, so that it also grows over a restart. */
function nextSequencer(): string {
  const now = BigInt(Date.now()) << 20n
  lastSequencer = now > lastSequencer ? now : lastSequencer + 1n
  return lastSequencer.toString(16).toUpperCase().padStart(18, '0')
}
