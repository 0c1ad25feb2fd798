import { expect, test } from 'vitest'
import { buildBackEnd } from '../test/back-end.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const lesson = {
  'index.html': '<html><head></head><a href="raw.psd">layers</a></html>',
  'notes/plan.txt': 'a plan',
  'notes/keep.txt': 'to keep',
  'raw.psd': 'layers',
}

const paths = async ({ database, pkg }: BackEnd) =>
  (
    await database.draftFile.findMany({
      where: { packageId: pkg.id, untilRevision: null, generated: false },
      orderBy: { path: 'asc' },
    })
  ).map(file => file.path)

const findingsAboutRaw = async ({ database, pkg }: BackEnd) => {
  const findings = await database.finding.findMany({ where: { packageId: pkg.id, untilRevision: null } })
  return findings.flatMap(({ code, path, remedy }) => (/raw|index/.test(path) ? [`${code} ${path} ${remedy}`] : []))
}

const ignoredReasons = async ({ database }: BackEnd, runId: string) =>
  Object.fromEntries(
    (await database.syncItem.findMany({ where: { runId, action: 'IGNORE' } })).map(item => [item.path, item.reason]),
  )

test('ignores what .lecternignore lists, with the reason, and copies a file once it is no longer listed', async () => {
  const backEnd = await buildBackEnd({ ...lesson, '.lecternignore': '# mine\n*.psd\nnotes/*\n!notes/keep.txt\n' })
  const run = await backEnd.synchronize()
  expect(await paths(backEnd)).toEqual(['index.html', 'notes/keep.txt'])
  expect(await ignoredReasons(backEnd, run.id)).toMatchObject({
    'raw.psd': 'This package\'s .lecternignore excludes it in line 2 ("*.psd").',
    'notes/plan.txt': 'This package\'s .lecternignore excludes it in line 3 ("notes/*").',
  })
  expect(await findingsAboutRaw(backEnd)).toEqual([expect.stringMatching(/^LINK_IGNORED index.html .* in line 2 /)])
  await backEnd.write('another.psd', 'more layers')
  await backEnd.synchronize()
  expect(await paths(backEnd)).toEqual(['index.html', 'notes/keep.txt'])
  await backEnd.write('.lecternignore', '*.psd\n')
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 1 })
  expect(await paths(backEnd)).toEqual(['index.html', 'notes/keep.txt', 'notes/plan.txt'])
  await backEnd.remove('.lecternignore')
  await backEnd.synchronize()
  expect(await paths(backEnd)).toContain('raw.psd')
  expect(await findingsAboutRaw(backEnd)).toEqual([])
  await backEnd.write('.lecternignore', 'raw.*\n')
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 1 })
  expect(await findingsAboutRaw(backEnd)).toEqual([expect.stringMatching(/^LINK_IGNORED index.html .* in line 1 /)])
})

test('applies patterns on which regular expressions hang, and says where a list that is too long was cut', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `${'a'.repeat(100)}${index}`)
  const files = Object.fromEntries(names.map(name => [name, name]))
  const backEnd = await buildBackEnd({ ...lesson, ...files, '.lecternignore': '*a*a*a*a*a*a*b\n' })
  const findings = async () => {
    const where = { packageId: backEnd.pkg.id, untilRevision: null, path: '.lecternignore' }
    return (await backEnd.database.finding.findMany({ where })).map(({ code, message }) => `${code} ${message}`)
  }
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await findings()).toEqual([])
  await backEnd.write('.lecternignore', `${'x\n'.repeat(1_001)}${names[0]}\n`)
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await findings()).toEqual([expect.stringMatching(/^IGNORE_LIST_INCOMPLETE .* line 1001 /)])
})

test.each([
  ['a small file', 'layers'],
  // More than a part, which is 8 MiB here.
  ['a large file', Buffer.alloc(9 * 1024 ** 2, 'layers')],
])('%s that Dropbox does not release is a finding of its own, and is tried again by each run', async (_, bytes) => {
  const backEnd = await buildBackEnd({ ...lesson, 'raw.psd': bytes })
  const { faults } = backEnd
  faults.add([
    {
      ...{ target: 'dropbox', operation: 'files/download', match: 'raw.psd', times: 999, kind: 'status', status: 409 },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error_summary: 'path/restricted_content/..', error: { '.tag': 'path' } }),
    },
  ])
  const attempts = () => 999 - (faults.remaining[0]?.times ?? 0)
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesIgnored: 1, error: null, unsettledPaths: [] })
  expect((await ignoredReasons(backEnd, run.id))['raw.psd']).toContain('copyright claim')
  expect(await paths(backEnd)).not.toContain('raw.psd')
  const finding = [expect.stringMatching(/^FILE_RESTRICTED index.html Replace the file/)]
  expect(await findingsAboutRaw(backEnd)).toEqual(finding)

  const before = attempts()
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', error: null, unsettledPaths: [] })
  expect(attempts()).toBeGreaterThan(before)
  expect(await findingsAboutRaw(backEnd)).toEqual(finding)
  faults.clear()
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 1 })
  expect(await paths(backEnd)).toContain('raw.psd')
  expect(await findingsAboutRaw(backEnd)).toEqual([])
})
