import { z } from 'zod'
import { badRequest, notFound } from '../job/errors.ts'
import { arn, type Job } from '../job/job.ts'
import { describeIssues } from '../job/refused-fields.ts'
import type { Reply, Service } from './service.ts'

const tagsShape = z.strictObject({ arn: z.string(), tags: z.record(z.string().min(1).max(128), z.string().max(256)) })
const keysShape = z.strictObject({ tagKeys: z.array(z.string()) })

/** Handles TagResource: adds or changes tags of a job. */
export function tagResource(service: Service, body: unknown): Reply {
  const { arn, tags } = parse(tagsShape, body)
  const job = requireTaggedJob(service, arn)
  service.jobs.save(Object.assign(job, { tags: { ...job.tags, ...tags } }))
  return { status: 200, body: {} }
}

/** Handles UntagResource. */
export function untagResource(service: Service, arn: string, body: unknown): Reply {
  const { tagKeys } = parse(keysShape, body)
  const job = requireTaggedJob(service, arn)
  const remaining = Object.entries(job.tags ?? {}).filter(([key]) => !tagKeys.includes(key))
  service.jobs.save(Object.assign(job, { tags: Object.fromEntries(remaining) }))
  return { status: 200, body: {} }
}

/** Handles ListTagsForResource. */
export function listTags(service: Service, arn: string): Reply {
  return { status: 200, body: { resourceTags: { arn, tags: requireTaggedJob(service, arn).tags ?? {} } } }
}

/** Finds the job of an ARN. Other taggable resources are not supported. */
function requireTaggedJob({ jobs, region, account }: Service, resource: string): Job {
  const job = jobs.get(resource.slice(resource.lastIndexOf('/') + 1))
  if (!job || resource !== arn(region, `jobs/${job.id}`, account))
    throw notFound(`The resource ${resource} does not exist.`)
  return job
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const result = shape.safeParse(body)
  if (!result.success) throw badRequest(describeIssues(body, result.error.issues))
  return result.data
}
