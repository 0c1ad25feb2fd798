import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { buildFinding } from '../../domain/test/factories.ts'
import { encodeTestVideo, testPattern } from '../../sandbox/programs/test-video.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { probeVersion } from '../transcode/source/probe.ts'

test('probes a file again that an older probe called damaged, without a download, a copy, or a new revision', async () => {
  const backEnd = await buildBackEnd({
    'index.html': '<!doctype html><title>x</title><video src="a.mp4"></video>',
    'a.mp4': await encodeTestVideo([testPattern(1, { size: '64x48', rate: 5 })]),
    'program.ts': 'export const seconds: number = 4\n'.repeat(40),
  })
  const { database, faults } = backEnd
  const folder = dirname(backEnd.at('index.html'))
  await cp(folder, join(dirname(folder), 'Second'), { recursive: true })
  const packages = [backEnd.pkg, await backEnd.makePackage('/Second')]
  for (const pkg of packages) await backEnd.synchronize(false, pkg)
  await backEnd.transcoded()

  const damaged = { problem: 'It is damaged.', problemCode: 'TRUNCATED', durationSeconds: null, sourceWidth: null }
  await database.probe.updateMany({ data: { ...damaged, version: 1 } })
  await database.package.updateMany({ data: { checkedWith: 'older rules' } })
  for (const { id: packageId } of packages)
    await buildFinding(database, { packageId, code: 'VIDEO_TRUNCATED', path: 'a.mp4' })
  const calls = () => [faults.calls.dropbox?.['files/download'], faults.calls.s3?.CopyObject]
  const before = calls()

  // The first package renews the probe. Nothing is due in the second one, but it is checked again.
  for (const [index, pkg] of packages.entries()) {
    expect(await backEnd.synchronize(false, pkg)).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1 - index })
    expect(await database.package.findUniqueOrThrow({ where: { id: pkg.id } })).toMatchObject({ revision: 1 })
    expect(await database.finding.findMany({ where: { packageId: pkg.id, untilRevision: null } })).toEqual([])
  }
  const probes = await database.probe.findMany({ omit: { contentHash: true } })
  const source = { sourceWidth: 64, sourceHeight: 48, sourceSeconds: 1 }
  expect(probes).toMatchObject([{ version: probeVersion, problem: null, durationSeconds: 1, ...source }])
  expect(calls()).toEqual(before)
  expect(await backEnd.synchronize()).toMatchObject({ filesTotal: 0 })
})
