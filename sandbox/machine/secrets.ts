import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Secrets = z.record(z.string(), z.string())

/** Reads all secrets of a data folder by name. Returns an empty object before the first start. */
export function readSecrets(data: string): Record<string, string> {
  const file = join(data, 'secrets.json')
  return existsSync(file) ? Secrets.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

/** Saves one secret in the data folder's `secrets.json`. Only its owner can read that file. */
export function saveSecret(data: string, name: string, value: string): void {
  mkdirSync(data, { recursive: true })
  const file = join(data, 'secrets.json')
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...readSecrets(data), [name]: value }, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Returns the named secret and creates it on first use: 32 random bytes, in base64url by default. */
export function ensureSecret(
  data: string,
  name: string,
  encoding: 'base64url' | 'base64' | 'hex' = 'base64url',
): string {
  const existing = readSecrets(data)[name]
  if (existing) return existing
  const value = randomBytes(32).toString(encoding)
  saveSecret(data, name, value)
  return value
}
