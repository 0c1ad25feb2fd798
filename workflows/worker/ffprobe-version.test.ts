import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resolveExecutable } from '../../sandbox/programs/executables.ts'
import { parseFfprobeVersion, requireFfprobe } from './ffprobe-version.ts'

test.each([
  ['ffprobe version 5.1.9-0+deb12u1 Copyright (c) 2007-2026 the FFmpeg developers', [5, 1]],
  ['ffprobe version 6.0-static https://johnvansickle.com/ffmpeg/', [6, 0]],
  ['ffprobe version n8.0-23-gd1f31a829d-20251022 Copyright (c) 2007-2025', [8, 0]],
  ['ffprobe version N-109468-gd39b34123d Copyright (c) 2000-2022', [Number.POSITIVE_INFINITY, 0]],
  ['ffmpeg version 6.0', undefined],
  ['', undefined],
])('the numbers of "%s" are %j', (output, numbers) => {
  expect(parseFfprobeVersion(output)?.numbers).toEqual(numbers)
})

function program(output: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-ffprobe-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'ffprobe')
  writeFileSync(path, `#!/bin/sh\necho '${output}'\n`, { mode: 0o755 })
  return path
}

test('a program that is missing, another one, or too old is refused with what to do', async () => {
  const old = program('ffprobe version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2007-2021')
  const other = program('hello')
  const fix = 'Install ffprobe 5.1 or newer, and set FFPROBE to its path.'
  await expect(requireFfprobe('/nowhere/ffprobe')).rejects.toThrow(
    `FFPROBE is "/nowhere/ffprobe", which does not run (ENOENT). ${fix}`,
  )
  await expect(requireFfprobe(other)).rejects.toThrow(`FFPROBE is "${other}", which is not ffprobe. ${fix}`)
  await expect(requireFfprobe(old)).rejects.toThrow(
    `FFPROBE is "${old}", which is version 4.4.2-0ubuntu0.22.04.1. ${fix}`,
  )
})

test('the version of the ffprobe that the tests use is found', async () => {
  expect(await requireFfprobe(await resolveExecutable('ffprobe'))).toMatch(/^\d/)
})
