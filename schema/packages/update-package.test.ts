import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildDraft, buildDraftFile, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const text = `mutation ($slug: String!, $input: UpdatePackageInput!) {
  updatePackage(slug: $slug, input: $input) { title description rootPage autoSyncMinutes } }`

async function update(slug: string, input: object, caller = buildCaller({ role: 'AUTHOR' })) {
  const { data, errors } = await api.request<{ updatePackage: object }>(text, { slug, input }, { caller })
  return errors[0] ?? data.updatePackage
}

const eventsOf = (packageId: string) =>
  api.database.auditEvent.findMany({ where: { packageId }, orderBy: { sequence: 'asc' } })

describe('a package', () => {
  test('changes only in the given fields and records only those in the audit log', async () => {
    const { id, slug } = await buildPackage(api.database, {
      title: 'Algebra',
      description: 'Old',
      rootPage: 'a.html',
    })
    const facts = { title: 'Algebra', description: 'Old', rootPage: 'a.html', autoSyncMinutes: null }
    expect(await update(slug, {})).toEqual(facts)
    expect(await update(slug, { title: ' Algebra ', description: 'Old' })).toEqual(facts)
    expect(await eventsOf(id)).toEqual([])
    const changed = { ...facts, title: 'Analysis', autoSyncMinutes: 10 }
    expect(await update(slug, { title: 'Analysis', autoSyncMinutes: 10 })).toEqual(changed)
    expect(await update(slug, { description: null, rootPage: null, autoSyncMinutes: null })).toEqual({
      title: 'Analysis',
      description: null,
      rootPage: null,
      autoSyncMinutes: null,
    })
    expect(await eventsOf(id)).toMatchObject([
      {
        action: 'package.updated',
        summary: 'Changed "Analysis": title, automatic synchronization',
        before: { title: 'Algebra', autoSyncMinutes: null },
        after: { title: 'Analysis', autoSyncMinutes: 10 },
      },
      {
        before: { description: 'Old', rootPage: 'a.html', autoSyncMinutes: 10 },
        after: { description: null, rootPage: null, autoSyncMinutes: null },
      },
    ])
    expect(Object.keys((await eventsOf(id))[0]!.before as object)).toEqual(['title', 'autoSyncMinutes'])
  })

  test('accepts as start page only an existing page, in any folder', async () => {
    const { packageId } = await buildDraft(api.database)
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    for (const path of ['start.html', 'sub/page.html', 'notes.txt'])
      await buildDraftFile(api.database, { packageId, path })
    await buildDraftFile(api.database, { packageId, path: 'gone.html', untilRevision: 1 })
    const rejection = { code: 'INVALID_INPUT', field: 'input.rootPage' }
    for (const rootPage of ['notes.txt', 'gone.html', ''])
      expect(await update(slug, { rootPage }), rootPage).toMatchObject(rejection)
    expect(await update(slug, { rootPage: 'gone.html' })).toMatchObject({
      message: expect.stringContaining('choose an existing page'),
    })
    for (const rootPage of ['start.html', 'sub/page.html'])
      expect(await update(slug, { rootPage })).toMatchObject({ rootPage })
  })

  test('stores the exact path of its start page, whatever the letter case and the form of accents', async () => {
    const { packageId } = await buildDraft(api.database)
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    for (const path of ['start.html', 'U\u0308bung/Seite.html', 'Both.html', 'both.html'])
      await buildDraftFile(api.database, { packageId, path })
    await buildDraftFile(api.database, { packageId, path: 'without key.html', pathKey: null })
    for (const [given, rootPage] of [
      ['Start.HTML', 'start.html'],
      ['\u00dcbung/seite.html', 'U\u0308bung/Seite.html'],
      ['both.html', 'both.html'],
      ['Both.html', 'Both.html'],
      ['without key.html', 'without key.html'],
    ])
      expect(await update(slug, { rootPage: given }), given).toMatchObject({ rootPage })
    const [event] = (await eventsOf(packageId)).slice(-1)
    expect(event).toMatchObject({ before: { rootPage: 'Both.html' }, after: { rootPage: 'without key.html' } })
  })

  test('accepts any page name as start page before its first synchronization', async () => {
    const { slug } = await buildPackage(api.database)
    expect(await update(slug, { rootPage: 'start.html' })).toMatchObject({ rootPage: 'start.html' })
    expect(await update(slug, { rootPage: 'start.txt' })).toMatchObject({ code: 'INVALID_INPUT' })
  })

  test.each([
    ['title', ''],
    ['title', '  '],
    ['title', null],
    ['autoSyncMinutes', 0],
    ['autoSyncMinutes', 1441],
    ['autoSyncMinutes', -1],
  ])('is rejected with INVALID_INPUT for %s "%s"', async (field, value) => {
    const { id, slug } = await buildPackage(api.database)
    expect(await update(slug, { description: 'New', [field]: value })).toMatchObject({
      code: 'INVALID_INPUT',
      field: `input.${field}`,
    })
    expect(await api.database.package.findUniqueOrThrow({ where: { id } })).toMatchObject({ description: null })
  })

  test('can be changed by authors but not by auditors', async () => {
    const { slug } = await buildPackage(api.database)
    const auditor = buildCaller({ role: 'AUDITOR' })
    expect(await update(slug, { title: 'Mine' }, auditor)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await update('there-is-none', { title: 'Mine' })).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is polled at the next opportunity after auto-sync is turned on', async () => {
    const { id, slug } = await buildPackage(api.database, { polledAt: new Date() })
    await update(slug, { autoSyncMinutes: 5 })
    expect((await api.database.package.findUniqueOrThrow({ where: { id } })).polledAt).toBeNull()
  })
})
