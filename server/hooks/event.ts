import { z } from 'zod'

/** An event as far as it matters here. */
export type CloudEvent = { kind: 'created'; key: string } | { kind: 'job'; workflowId: string } | { kind: 'other' }

const envelope = z.object({ 'detail-type': z.string(), source: z.string(), detail: z.record(z.string(), z.unknown()) })

/** Keys are plain here; only S3's notifications to SNS, SQS and Lambda encode them. */
const created = z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string().min(1) }) })

/** Jobs that are not ours have no such metadata. */
const job = z.object({
  jobId: z.string(),
  status: z.string(),
  userMetadata: z.object({ workflowId: z.string() }).optional(),
})

/** Reads an event; null for what is none. */
export function parseEvent(text: string): CloudEvent | null {
  const read = envelope.safeParse(parseJson(text))
  if (!read.success) return null
  const { source, detail } = read.data
  const type = `${source}/${read.data['detail-type']}`
  if (type === 'aws.s3/Object Created') {
    const { data } = created.safeParse(detail)
    return data ? { kind: 'created', key: data.object.key } : null
  }
  if (type === 'aws.mediaconvert/MediaConvert Job State Change') {
    const { data } = job.safeParse(detail)
    if (!data) return null
    return data.userMetadata ? { kind: 'job', workflowId: data.userMetadata.workflowId } : { kind: 'other' }
  }
  return { kind: 'other' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
