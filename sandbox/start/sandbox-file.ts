import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { S3Access } from '../services/s3.ts'

/** What `sandbox.json` tells scripts: where everything of a running Lectern is, and how to get in. */
export type SandboxFile = {
  admin: string
  api: string
  content: string
  /** Signs the sample author in, once. */
  signIn: string
  /** An API token with the role OWNER. */
  ownerToken: string
  /** Process numbers; the stand-ins share one. */
  processes: Record<string, number | undefined>
  postgres: string
  temporal: string
  temporalUi: string
  s3: S3Access & { bucket: string }
  dropbox: { url: string; appKey: string; appSecret: string; refreshToken: string; accessToken: string }
  mediaconvert: { endpoint: string; region: string }
  faults: string
}

/** Its path in a data folder. */
export const sandboxFilePath = (data: string): string => join(data, 'sandbox.json')

/** Writes it at once, whole, readable by its owner only. */
export function writeSandboxFile(data: string, content: SandboxFile): void {
  const file = sandboxFilePath(data)
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
