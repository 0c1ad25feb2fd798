import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isNewEnough, parseVersion } from './executables.ts'
import { cacheFolder } from './wheels.ts'

/** Makes a folder with programs that say they are ffmpeg and ffprobe of this version. */
function fakePrograms(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-programs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['ffmpeg', 'ffprobe'])
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${name} version ${version}'\n`, { mode: 0o755 })
  return folder
}

/** Resolves an executable in a process that has these settings and has resolved none before. */
async function resolveWith(tool: 'ffmpeg' | 'ffprobe', settings: Record<string, string>): Promise<string> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.resetModules()
  return (await import('./executables.ts')).resolveExecutable(tool)
}

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the pinned version is used, whatever is on the PATH',
  async () => {
    const path = `${fakePrograms('99.0')}:${process.env.PATH}`
    for (const tool of ['ffmpeg', 'ffprobe'] as const)
      expect(await resolveWith(tool, { PATH: path, LECTERN_FFMPEG: '' })).toContain(cacheFolder())
  },
)

test('a setting names another version, and one that is too old is refused', async () => {
  const folder = fakePrograms('7.1')
  const named = { LECTERN_FFMPEG: join(folder, 'ffmpeg') }
  expect(await resolveWith('ffmpeg', named)).toBe(join(folder, 'ffmpeg'))
  expect(await resolveWith('ffprobe', named)).toBe(join(folder, 'ffprobe'))
  const old = join(fakePrograms('4.4'), 'ffmpeg')
  await expect(resolveWith('ffmpeg', { LECTERN_FFMPEG: old })).rejects.toThrow(
    `LECTERN_FFMPEG is "${old}", but ${old} is no ffmpeg of version 5.1 or newer that runs here.`,
  )
})

test.each([
  ['ffmpeg', 'ffmpeg version 5.1.6-0+deb12u1 Copyright (c) 2000-2024 the FFmpeg developers', true],
  ['ffmpeg', 'ffmpeg version n7.1 Copyright (c) 2000-2024 the FFmpeg developers', true],
  ['ffmpeg', 'ffmpeg version N-109468-gd39b34123d Copyright (c) 2000-2022', true],
  ['ffmpeg', 'ffmpeg version 6.0-static https://johnvansickle.com/ffmpeg/', true],
  ['ffprobe', 'ffprobe version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2007-2021', false],
  ['temporal', 'temporal version 1.9.1 (Server 1.32.0, UI 2.51.0)', true],
  ['temporal', 'temporal version 1.10.0 (Server 1.33.0, UI 2.60.0)', true],
  ['temporal', 'temporal version 1.8.3 (Server 1.31.0, UI 2.50.0)', false],
  ['caddy', 'v2.11.7 h1:yj0Y4fYZGPkSvibBJ1sTWE33xC0fxztVyXEW5iIdUT4=', true],
  ['caddy', 'v1.0.5 h1:x', false],
  ['weed', 'version 30GB 4.48 2b1c8a0d linux amd64', true],
  ['weed', 'version 30GB 3.97 2b1c8a0d linux amd64', false],
  ['weed', 'command not found', false],
] as const)('isNewEnough for %s with the output "%s" returns %s', (tool, output, expected) => {
  expect(isNewEnough(tool, output)).toBe(expected)
})

test('parseVersion returns the version as two numbers', () => {
  expect(parseVersion('ffmpeg', 'ffmpeg version 5.1.6-0+deb12u1')).toEqual([5, 1])
  expect(parseVersion('weed', 'no version here')).toBeUndefined()
})
