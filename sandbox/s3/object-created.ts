import { randomUUID } from 'node:crypto'
import { ACCOUNT, type EventBridgeEvent, newEvent } from '../eventbridge/event.ts'

/** A newly written object, as S3 describes it. */
export interface CreatedObject {
  bucket: string
  /** Not percent-encoded. Unlike S3's older notifications, EventBridge sends plain keys. */
  key: string
  /** In bytes. */
  size: number
  etag: string
  /** Set only in a versioned bucket. */
  versionId?: string
  requestId?: string
  sourceAddress?: string
  /** The operation that wrote the object. */
  reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload'
}

/** Creates S3's event "Object Created" (Amazon S3 User Guide, "EventBridge event message structure"). */
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

/**
 * Returns a hexadecimal number that grows with each event. It is based on the clock, so it also grows across restarts.
 */
function nextSequencer(): string {
  const now = BigInt(Date.now()) << 20n
  lastSequencer = now > lastSequencer ? now : lastSequencer + 1n
  return lastSequencer.toString(16).toUpperCase().padStart(18, '0')
}
