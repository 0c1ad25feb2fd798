import { expect, test } from 'vitest'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const lesson = {
  'index.html': '<html><head></head></html>',
  'notes/plan.txt': 'a plan',
  'notes/keep.txt': 'to keep',
  'raw.psd': 'layers',
}

const paths = async ({ database, pkg }: World) =>
  (
    await database.draftFile.findMany({
      where: { packageId: pkg.id, untilRevision: null, generated: false },
      orderBy: { path: 'asc' },
    })
  ).map(file => file.path)

const leftOut = async ({ database }: World, runId: string) =>
  Object.fromEntries(
    (await database.syncItem.findMany({ where: { runId, action: 'IGNORE' } })).map(item => [item.path, item.reason]),
  )

test('what .lecternignore names is left out, with that reason, and comes when it is taken out of the list', async () => {
  const world = await buildBackEnd({ ...lesson, '.lecternignore': '# mine\n*.psd\nnotes/*\n!notes/keep.txt\n' })
  const run = await world.synchronize()
  expect(await paths(world)).toEqual(['index.html', 'notes/keep.txt'])
  expect((await leftOut(world, run.id))['raw.psd']).toContain('.lecternignore')
  await world.write('another.psd', 'more layers')
  await world.synchronize()
  expect(await paths(world)).toEqual(['index.html', 'notes/keep.txt'])
  await world.write('.lecternignore', '*.psd\n')
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 1 })
  expect(await paths(world)).toEqual(['index.html', 'notes/keep.txt', 'notes/plan.txt'])
  await world.remove('.lecternignore')
  await world.synchronize()
  expect(await paths(world)).toContain('raw.psd')
})

test.each([
  ['a small file', 'layers'],
  // More than a part, which is 8 MiB here.
  ['a large file', Buffer.alloc(9 * 1024 ** 2, 'layers')],
])('%s that Dropbox does not hand out is left out with the mend, and the run comes to its end', async (_, bytes) => {
  const world = await buildBackEnd({ ...lesson, 'raw.psd': bytes })
  world.faults.add([
    {
      ...{ target: 'dropbox', operation: 'files/download', match: 'raw.psd', times: 9, kind: 'status', status: 409 },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error_summary: 'path/restricted_content/..', error: { '.tag': 'path' } }),
    },
  ])
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesIgnored: 1, error: null, unsettledPaths: [] })
  expect((await leftOut(world, run.id))['raw.psd']).toContain('Take it out of the folder')
  expect(await paths(world)).not.toContain('raw.psd')
})
