import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Credentials } from './api/client.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

type Environment = Record<string, string | undefined>

/** The file where `lectern login` keeps the address and the token. */
export function credentialsPath(env: Environment): string {
  const folder = process.platform === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME
  return join(folder || join(homedir(), '.config'), 'lectern', 'credentials.json')
}

/**
 * Returns the credentials of LECTERN_URL and LECTERN_TOKEN, else those of the file. A token of the file is only for the
 * address that it was saved with. Throws a CommandError when there are none.
 */
export function readCredentials(env: Environment): Credentials {
  const saved = env.LECTERN_URL && env.LECTERN_TOKEN ? null : readFile(credentialsPath(env))
  const url = env.LECTERN_URL ? parseUrl(env.LECTERN_URL) : saved?.url
  if (!url) throw notSignedIn('You are not signed in. Run lectern login, or set LECTERN_URL and LECTERN_TOKEN.')
  if (env.LECTERN_TOKEN) return { url, token: parseToken(env.LECTERN_TOKEN) }
  if (saved?.url === url) return saved
  throw notSignedIn(`You are not signed in to ${url}. Run lectern login ${url}, or set LECTERN_TOKEN.`)
}

/** Writes the file so that only this user can read it. Returns its path. */
export function saveCredentials(env: Environment, credentials: Credentials): string {
  const path = credentialsPath(env)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const newFile = `${path}.${process.pid}`
  writeFileSync(newFile, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
  chmodSync(newFile, 0o600)
  renameSync(newFile, path)
  return path
}

function readFile(path: string): Credentials | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw notSignedIn(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  const isReadByOthers = process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0
  if (isReadByOthers)
    throw notSignedIn(`Other users can read the token in ${path}. Run chmod 600 on it, or lectern login again.`)
  try {
    const { url, token } = JSON.parse(text)
    return { url: parseUrl(url), token: parseToken(token) }
  } catch {
    throw notSignedIn(`${path} is damaged. Run lectern login again.`)
  }
}

/**
 * Returns the admin's origin of an address, also of one that was copied from a browser. Throws a CommandError for what is
 * not an address, and for one where the token could be read on the way.
 */
export function parseUrl(address: string): string {
  const text = /^\w+:\/\//.test(address) ? address : `https://${address}`
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw wrongUsage(`"${address}" is not the address of a Lectern, such as https://lectern.example.com.`)
  if (url.protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname))
    throw wrongUsage(`Use https for ${url.host}: with http, others could read your token on the way.`)
  return url.origin
}

/** Returns the token in a text. Throws a CommandError, which does not repeat it, for what is not a whole token. */
export function parseToken(text: string): string {
  const token = text.trim()
  if (/^lect_[0-9A-Za-z]{49}$/.test(token)) return token
  throw notSignedIn('That is not a whole API token. A token begins with lect_ and has 54 characters.')
}

const notSignedIn = (message: string) => new CommandError(exitCodes.notSignedIn, 'UNAUTHENTICATED', message)
const wrongUsage = (message: string) => new CommandError(exitCodes.wrongUsage, 'USAGE', message)
