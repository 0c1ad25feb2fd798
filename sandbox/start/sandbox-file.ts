import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { S3Access } from '../services/s3.ts'

/** The content of `sandbox.json`: the addresses and credentials of a running Lectern, for scripts. */
export type SandboxFile = {
  admin: string
  api: string
  content: string
  /** A link that signs in the sample author. It works once. */
  signIn: string
  /** An API token with the role OWNER. */
  ownerToken: string
  /** Process ids by component. The stand-ins share one process. */
  processes: Record<string, number | undefined>
  postgres: string
  temporal: string
  temporalUi: string
  s3: S3Access & { bucket: string }
  dropbox: { url: string; appKey: string; appSecret: string; refreshToken: string; accessToken: string }
  mediaconvert: { endpoint: string; region: string }
  /** The mails that were sent, as a page and as JSON. */
  mail: string
  faults: string
}

/** Returns the path of `sandbox.json` in a data folder. */
export const sandboxFilePath = (data: string): string => join(data, 'sandbox.json')

/** Writes `sandbox.json` atomically. Only its owner can read it. */
export function writeSandboxFile(data: string, content: SandboxFile): void {
  const file = sandboxFilePath(data)
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
