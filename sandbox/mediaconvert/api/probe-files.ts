import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ApiError, badRequest, JobError, notFound, unprocessable } from '../job/errors.ts'
import { s3Url } from '../job/output-settings.ts'
import { describeIssues } from '../job/refused-fields.ts'
import { download } from '../job/s3-files.ts'
import { ffprobeFile } from '../probe/ffprobe.ts'
import { isTruncated } from '../probe/mp4-boxes.ts'
import { isMp4 } from '../probe/probe.ts'
import { probeResult } from '../probe/probe-result.ts'
import type { Reply, Service } from './service.ts'

const requestShape = z.strictObject({ inputFiles: z.array(z.strictObject({ fileUrl: s3Url })).min(1) })

/** Handles Probe: describes a file without a job. Downloads the whole file, whereas AWS reads only what it needs. */
export async function probeFiles(service: Service, body: unknown): Promise<Reply> {
  const result = requestShape.safeParse(body)
  if (!result.success) throw badRequest(describeIssues(body, result.error.issues))
  const probeResults = []
  for (const { fileUrl } of result.data.inputFiles) probeResults.push(await probeFile(service, fileUrl))
  return { status: 200, body: { probeResults } }
}

async function probeFile({ tools, workFolder }: Service, url: string) {
  const folder = join(workFolder, `probe-${randomUUID()}`)
  const path = join(folder, 'input')
  try {
    await mkdir(folder, { recursive: true })
    const metadata = await download(tools.s3, url, path)
    const probeOutput = await ffprobeFile(tools.ffprobe, path, url)
    if (isMp4(probeOutput) && (await isTruncated(path))) throw new JobError(1076, `Input file [${url}] ends too early`)
    return probeResult(probeOutput, metadata)
  } catch (error) {
    throw error instanceof JobError ? toApiError(error) : error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function toApiError({ code, message }: JobError): ApiError {
  if (code === 1404) return notFound(message)
  return code === 1401 ? new ApiError(403, 'ForbiddenException', message) : unprocessable(message)
}
