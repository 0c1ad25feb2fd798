import { z } from 'zod'

/**
 * The parts of an event that Lectern uses. `id` is the same for each delivery. `isFinished` means that the job has
 * ended.
 */
export type CloudEvent = { id: string | null } & (
  | { kind: 'created'; key: string }
  | { kind: 'job'; workflowId: string; isFinished: boolean }
  | { kind: 'other' }
)

const envelope = z.object({
  id: z.string().optional(),
  'detail-type': z.string(),
  source: z.string(),
  detail: z.record(z.string(), z.unknown()),
})

const finalStates = ['COMPLETE', 'ERROR', 'CANCELED']

/** Keys are not encoded. Only S3 notifications to SNS, SQS, and Lambda encode them. */
const createdDetail = z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string().min(1) }) })

/** Jobs of other applications do not have this metadata. */
const jobDetail = z.object({
  jobId: z.string(),
  status: z.string(),
  userMetadata: z.object({ workflowId: z.string() }).optional(),
})

/** Parses an event. Returns null if it is invalid. */
export function parseEvent(text: string): CloudEvent | null {
  const parsed = envelope.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { source, detail, id = null } = parsed.data
  const type = `${source}/${parsed.data['detail-type']}`
  if (type === 'aws.s3/Object Created') {
    const { data } = createdDetail.safeParse(detail)
    return data ? { id, kind: 'created', key: data.object.key } : null
  }
  if (type === 'aws.mediaconvert/MediaConvert Job State Change') {
    const { data } = jobDetail.safeParse(detail)
    if (!data) return null
    const { status, userMetadata } = data
    if (!userMetadata) return { id, kind: 'other' }
    return { id, kind: 'job', workflowId: userMetadata.workflowId, isFinished: finalStates.includes(status) }
  }
  return { id, kind: 'other' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
