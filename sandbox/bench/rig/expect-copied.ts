import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import type { SandboxFile } from '../../start/sandbox-file.ts'

/** Throws unless the objects below the prefix equal the files in the folder, by name and size. */
export async function expectCopied(folder: string, { s3 }: SandboxFile, prefix: string): Promise<void> {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const client = new S3Client({ region, endpoint, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } })
  const storedSizes = new Map<string, number>()
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${prefix}/` }))
    for (const { Key = '', Size = 0 } of page.Contents ?? []) storedSizes.set(Key.slice(prefix.length + 1), Size)
  client.destroy()
  const expectedSizes = sizesIn(folder)
  const missing = [...expectedSizes].filter(([path, size]) => storedSizes.get(path) !== size)
  if (missing.length > 0 || storedSizes.size !== expectedSizes.size)
    throw new Error(
      `rclone copied ${storedSizes.size} of ${expectedSizes.size} files to ${prefix}; ${missing.length} are missing or differ in size, such as ${missing[0]?.[0]}`,
    )
}

function sizesIn(folder: string): Map<string, number> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(file => join(file.parentPath, file.name))
  return new Map(paths.map(path => [relative(folder, path), statSync(path).size]))
}
