import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ConfigurationError } from '../cloud-settings.ts'

/** The oldest version that the tests run with: Debian 12's. */
const oldestVersion = [5, 1] as const

/**
 * Parses the output of `ffprobe -version`. Returns the version's name with its two numbers, or null for another program.
 * Builds from the repository have no number (`N-109468-g…`) and count as new.
 */
export function parseFfprobeVersion(output: string): { name: string; numbers: [number, number] } | null {
  const name = /^ffprobe version (\S+)/.exec(output)?.[1]
  if (!name) return null
  const numbers = /^n?(\d+)\.(\d+)/.exec(name)
  if (numbers) return { name, numbers: [Number(numbers[1]), Number(numbers[2])] }
  return /^N-\d+/.test(name) ? { name, numbers: [Number.POSITIVE_INFINITY, 0] } : null
}

/**
 * Returns the version of the ffprobe executable. Throws a ConfigurationError if it is missing, another program, or too
 * old.
 */
export async function requireFfprobe(path: string): Promise<string> {
  const oldest = oldestVersion.join('.')
  const fix = `Install ffprobe ${oldest} or newer, and set FFPROBE to its path.`
  const { stdout } = await promisify(execFile)(path, ['-version']).catch(error => {
    throw new ConfigurationError(`FFPROBE is "${path}", which does not run (${error.code ?? error.message}). ${fix}`)
  })
  const version = parseFfprobeVersion(stdout)
  if (!version) throw new ConfigurationError(`FFPROBE is "${path}", which is not ffprobe. ${fix}`)
  const [major, minor] = version.numbers
  if (major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]))
    throw new ConfigurationError(`FFPROBE is "${path}", which is version ${version.name}. ${fix}`)
  return version.name
}
