import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDraft,
  buildDraftFile,
  buildEnvironment,
  buildFinding,
  buildIgnoredFinding,
  buildPackage,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

type Listed = { nodes: { cause: string }[]; totalCount: number; pageInfo: { endCursor: string; startCursor: string } }

/** Builds a package whose draft has a start page. Its environment is blocked by missing links. */
async function buildTarget() {
  const { id: packageId, slug } = await buildPackage(api.database)
  await buildDraft(api.database, { packageId })
  await buildDraft(api.database, { packageId })
  await buildDraftFile(api.database, { packageId, path: 'index.html' })
  const find = (cause: string, overrides: Parameters<typeof buildFinding>[1] = {}) =>
    buildFinding(api.database, { packageId, cause, fromRevision: 2, sinceRevision: 1, ...overrides })
  const list = async (args: string, caller = buildCaller()) => {
    const text = `{ package(slug: "${slug}") { draft { findings(${args}) { totalCount nodes { cause } pageInfo { startCursor endCursor } } } } }`
    const { data, errors } = await api.request<{ package: { draft: { findings: Listed } } }>(text, {}, { caller })
    expect(errors).toEqual([])
    return data.package.draft.findings
  }
  const causes = async (args: string) => (await list(args)).nodes.map(({ cause }) => cause)
  return { packageId, slug, find, list, causes }
}

test('is sorted by what findings do to teachers, the worst first, forward and backward', async () => {
  const { find, list, causes } = await buildTarget()
  await find('case', { code: 'LINK_LETTER_CASE', severity: 'INFO' })
  await find('few', { code: 'LINK_MISSING', path: 'a.html' })
  await find('many', { code: 'LINK_MISSING', path: 'z.html', placeCount: 9 })
  await find('other kind', { code: 'SOMETHING_NEW' })
  await find('video', { code: 'VIDEO_TRUNCATED', path: 'film.mp4' })
  await find('link', { code: 'LINK_MISSING', severity: 'WARNING', placeCount: 60 })
  const all = ['video', 'many', 'few', 'other kind', 'link', 'case']
  expect(await causes('sort: IMPACT')).toEqual(all)
  const read: string[] = []
  for (let after = ''; read.length < 6; ) {
    const { nodes, pageInfo } = await list(`sort: IMPACT, first: 2${after}`)
    read.push(...nodes.map(({ cause }) => cause))
    after = `, after: "${pageInfo.endCursor}"`
  }
  expect(read).toEqual(all)
  const last = await list('sort: IMPACT, last: 2')
  expect(last.nodes.map(({ cause }) => cause)).toEqual(['link', 'case'])
  expect(await causes(`sort: IMPACT, last: 3, before: "${last.pageInfo.startCursor}"`)).toEqual(all.slice(1, 4))
  expect(await causes('sort: PATH')).toEqual(['few', 'video', 'case', 'other kind', 'link', 'many'])
})

describe('the filters', () => {
  test('select by folder, code, and whether a finding is new, and count what they select', async () => {
    const { find, list, causes } = await buildTarget()
    await find('top', { path: 'a.html', code: 'IGNORED' })
    await find('deep', { path: 'lesson/a/b.html', sinceRevision: 2 })
    await find('similar', { path: 'lesson2/a.html' })
    expect(await causes('folder: "lesson"')).toEqual(['deep'])
    expect(await causes('codes: ["IGNORED", "OTHER"]')).toEqual(['top'])
    expect(await causes('codes: []')).toEqual([])
    expect(await causes('isNew: true')).toEqual(['deep'])
    expect(await causes('isNew: false, folder: "lesson2"')).toEqual(['similar'])
    expect((await list('folder: "lesson", first: 0')).totalCount).toBe(1)
  })

  test('select what is ignored, which an author cannot do with an error', async () => {
    const { packageId, find, causes } = await buildTarget()
    await find('a', { severity: 'WARNING' })
    await find('b', { severity: 'WARNING' })
    await find('c')
    await find('d')
    await buildIgnoredFinding(api.database, { packageId, cause: 'b', coversErrors: false })
    await buildIgnoredFinding(api.database, { packageId, cause: 'c', coversErrors: false })
    await buildIgnoredFinding(api.database, { packageId, cause: 'd', coversErrors: true })
    await buildIgnoredFinding(api.database, { cause: 'a' })
    expect((await causes('ignored: true')).sort()).toEqual(['b', 'd'])
    expect((await causes('ignored: false')).sort()).toEqual(['a', 'c'])
  })

  test('select what blocks publishing in an environment that the caller may see, as each finding says', async () => {
    const { packageId, slug, find, list, causes } = await buildTarget()
    const code = `CODE_${randomUUID()}`
    const policy = { blockingFindings: [code] }
    const [one, two] = [await buildEnvironment(api.database, policy), await buildEnvironment(api.database, policy)]
    await buildEnvironment(api.database, { ...policy, deletedAt: new Date() })
    await find('blocks', { code, path: 'a.html' })
    await find('in one', { code, path: 'b.html' })
    await find('in none', { code, path: 'c.html' })
    await find('less', { code, severity: 'WARNING' })
    await find('other')
    await buildIgnoredFinding(api.database, { packageId, cause: 'in one', environmentIds: [one.id] })
    await buildIgnoredFinding(api.database, { packageId, cause: 'in none', environmentIds: [one.id, two.id] })
    expect(await causes('blocking: true')).toEqual(['blocks', 'in one'])
    expect(await causes('blocking: false')).toEqual(expect.arrayContaining(['in none', 'less', 'other']))
    const onlyOne = buildCaller({ role: 'PUBLISHER', environmentId: one.id })
    expect((await list('blocking: true', onlyOne)).nodes).toEqual([{ cause: 'blocks' }])
    const text = `{ package(slug: "${slug}") { draft { findings { nodes { cause blocks { slug } } } } } }`
    const { data } = await api.request<{
      package: { draft: { findings: { nodes: { cause: string; blocks: { slug: string }[] }[] } } }
    }>(text)
    const blocks = data.package.draft.findings.nodes.map(({ cause, blocks }) => [cause, blocks.map(({ slug }) => slug)])
    expect(Object.fromEntries(blocks)).toEqual({
      blocks: expect.arrayContaining([one.slug, two.slug]),
      'in one': [two.slug],
      ...{ 'in none': [], less: [], other: [] },
    })
  })

  test('know the finding about a start page, which blocks everywhere and is in no folder', async () => {
    const { packageId, causes } = await buildTarget()
    await api.database.draftFile.deleteMany({ where: { packageId } })
    const environment = await buildEnvironment(api.database)
    const [cause] = await causes('codes: ["ROOT_PAGE_MISSING"]')
    expect(cause).toMatch(/^[0-9a-f]{32}$/)
    expect(await causes('blocking: true, ignored: false, isNew: false, sort: IMPACT')).toContain(cause)
    expect(await causes('blocking: false')).not.toContain(cause)
    expect(await causes('ignored: true')).toEqual([])
    expect(await causes('folder: "a"')).toEqual([])
    await api.database.environment.delete({ where: { id: environment.id } })
  })
})

test('a draft names the top folders with findings, and what the draft before it had', async () => {
  const { packageId, slug, find } = await buildTarget()
  await find('top', { path: 'a.html' })
  await find('stays', { path: 'Zoo/a/b.html' })
  await find('inside', { path: 'air/b.html' })
  const earlier = { packageId, fromRevision: 1, untilRevision: 2 }
  await buildFinding(api.database, { ...earlier, cause: 'stays' })
  await buildFinding(api.database, { ...earlier, cause: 'fixed', path: 'b.html' })
  await buildFinding(api.database, { ...earlier, cause: 'fixed first', path: 'a.html' })
  const { data } = await api.request<{ package: { draft: object } }>(
    `{ package(slug: "${slug}") { draft { findingFolders fixedFindings { totalCount nodes { cause } } page: fixedFindings(last: 1) { nodes { cause } } } } }`,
  )
  expect(data.package.draft).toEqual({
    findingFolders: ['Zoo', 'air'],
    fixedFindings: { totalCount: 2, nodes: [{ cause: 'fixed first' }, { cause: 'fixed' }] },
    page: { nodes: [{ cause: 'fixed' }] },
  })
})
