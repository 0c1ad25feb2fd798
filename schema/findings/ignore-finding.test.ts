import type { Prisma } from '@lectern/domain/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDraft,
  buildDraftFile,
  buildEnvironment,
  buildFinding,
  buildPackage,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const ignore = `mutation ($package: String!, $cause: ID!, $reason: String!) {
  ignoreFinding(package: $package, cause: $cause, reason: $reason) { cause ignored { reason at by { name } } } }`
const unignore = `mutation ($package: String!, $cause: ID!) {
  unignoreFinding(package: $package, cause: $cause) { cause ignored { reason } } }`
const author = buildCaller({ role: 'AUTHOR' })
const reason = 'The picture comes with the next issue.'

/** Builds a package whose draft has a start page and a finding, and an environment that is blocked by its code. */
async function buildTarget(finding: Partial<Prisma.FindingUncheckedCreateInput> = {}) {
  const pkg = await buildPackage(api.database)
  await buildDraft(api.database, { packageId: pkg.id })
  await buildDraftFile(api.database, { packageId: pkg.id, path: 'index.html' })
  const { cause } = await buildFinding(api.database, { packageId: pkg.id, path: 'a.html', line: 3, ...finding })
  const environment = await buildEnvironment(api.database, { blockingFindings: ['FILE_MISSING'] })
  const variables = { package: pkg.slug, cause, reason }
  const check = async () => {
    const { data } = await api.request<{ package: { publishCheck: { blockers: object[]; warnings: object[] } } }>(
      `{ package(slug: "${pkg.slug}") { publishCheck(environment: "${environment.slug}") { blockers { code } warnings { code } } } }`,
    )
    return data.package.publishCheck
  }
  const errorCount = async () => {
    const { data } = await api.request<{ package: { draft: { findingCounts: { errors: number } } } }>(
      `{ package(slug: "${pkg.slug}") { draft { findingCounts { errors } } } }`,
    )
    return data.package.draft.findingCounts.errors
  }
  const events = async () => {
    const where = { packageId: pkg.id, action: { startsWith: 'finding.' } }
    return api.database.auditEvent.findMany({ where, orderBy: { sequence: 'asc' } })
  }
  return { pkg, cause, environment, variables, check, errorCount, events }
}

test('keeps the reason, who gave it, and when, for the same cause in later drafts', async () => {
  const { pkg, cause, variables, events } = await buildTarget({ severity: 'WARNING' })
  const { data, errors } = await api.request(ignore, { ...variables, reason: ` ${reason} ` }, { caller: author })
  expect(errors).toEqual([])
  const ignored = { reason, at: expect.any(String), by: { name: 'Harry' } }
  expect(data).toEqual({ ignoreFinding: { cause, ignored } })
  await api.database.finding.updateMany({ where: { packageId: pkg.id }, data: { untilRevision: 2 } })
  await buildDraft(api.database, { packageId: pkg.id })
  await buildFinding(api.database, { packageId: pkg.id, cause, fromRevision: 2, severity: 'WARNING', line: 70 })
  const later = await api.request(
    `{ package(slug: "${pkg.slug}") { draft { findings { nodes { line ignored { reason } } } } } }`,
  )
  expect(later.data).toEqual({ package: { draft: { findings: { nodes: [{ line: 70, ignored: { reason } }] } } } })
  expect(await events()).toMatchObject([
    {
      action: 'finding.ignored',
      subjectId: pkg.id,
      summary: `Ignored a finding of "${pkg.title}": a.html, line 3`,
      after: { cause, reason, code: 'FILE_MISSING', path: 'a.html' },
    },
  ])
})

test('can be taken back, and then does nothing', async () => {
  const { cause, variables, events } = await buildTarget({ severity: 'INFO' })
  await api.request(ignore, variables, { caller: author })
  for (const _ of [1, 2]) {
    const { data } = await api.request(unignore, variables, { caller: author })
    expect(data).toEqual({ unignoreFinding: { cause, ignored: null } })
  }
  expect((await events()).map(({ action, before }) => [action, before])).toEqual([
    ['finding.ignored', null],
    ['finding.unignored', { reason }],
  ])
})

describe('an error', () => {
  test('is not for an author to ignore', async () => {
    const { variables, check } = await buildTarget()
    const { errors } = await api.request(ignore, variables, { caller: author })
    expect(errors).toMatchObject([{ code: 'FORBIDDEN', message: expect.stringContaining('may publish') }])
    expect(await check()).toEqual({ blockers: [{ code: 'FILE_MISSING' }], warnings: [] })
  })

  test('that a publisher ignored no longer blocks or counts, and is no longer a warning', async () => {
    const { variables, environment, check, errorCount } = await buildTarget()
    expect(await errorCount()).toBe(1)
    await api.request(ignore, variables, { caller: buildCaller({ role: 'PUBLISHER' }) })
    expect(await check()).toEqual({ blockers: [], warnings: [] })
    expect(await errorCount()).toBe(0)
    await api.database.environment.update({ where: { id: environment.id }, data: { blockingFindings: [] } })
    expect(await check()).toEqual({ blockers: [], warnings: [] })
    await api.request(unignore, variables, { caller: author })
    expect(await check()).toEqual({ blockers: [], warnings: [{ code: 'FILE_MISSING' }] })
  })

  test('still blocks where the person who ignored it may not publish, until somebody ignores it who may', async () => {
    const { variables, environment, check } = await buildTarget()
    const other = await buildEnvironment(api.database)
    const publisherOf = (environmentId: string) => {
      const { actor, rights } = buildCaller({ role: 'PUBLISHER', environmentId })
      return { actor, rights: [...author.rights, ...rights] }
    }
    const { errors } = await api.request(ignore, variables, { caller: publisherOf(other.id) })
    expect(errors).toEqual([])
    expect(await check()).toEqual({ blockers: [{ code: 'FILE_MISSING' }], warnings: [] })
    await api.request(ignore, variables, { caller: publisherOf(environment.id) })
    expect(await check()).toEqual({ blockers: [], warnings: [] })
    // The reason of the next person does not take back what the first one may decide.
    await api.request(ignore, variables, { caller: publisherOf(other.id) })
    expect(await check()).toEqual({ blockers: [], warnings: [] })
  })

  test('counts again if it was ignored as something less by an author', async () => {
    const { pkg, variables, check } = await buildTarget({ severity: 'WARNING' })
    await api.request(ignore, variables, { caller: author })
    await api.database.finding.updateMany({ where: { packageId: pkg.id }, data: { severity: 'ERROR' } })
    expect(await check()).toEqual({ blockers: [{ code: 'FILE_MISSING' }], warnings: [] })
    const { data } = await api.request(
      `{ package(slug: "${pkg.slug}") { draft { findings { nodes { ignored { reason } } } } } }`,
    )
    expect(data).toEqual({ package: { draft: { findings: { nodes: [{ ignored: null }] } } } })
  })
})

describe('cannot be', () => {
  test('the start page, which is always needed', async () => {
    const { pkg, variables } = await buildTarget()
    await api.database.draftFile.deleteMany({ where: { packageId: pkg.id } })
    const { data } = await api.request<{ package: { draft: { findings: { nodes: { cause: string }[] } } } }>(
      `{ package(slug: "${pkg.slug}") { draft { findings(codes: ["ROOT_PAGE_MISSING"]) { nodes { cause } } } } }`,
    )
    const { cause } = data.package.draft.findings.nodes[0]!
    const { errors } = await api.request(ignore, { ...variables, cause })
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('without a reason, in an archived package, or by who may only read', async () => {
    const { pkg, variables, events } = await buildTarget({ severity: 'WARNING' })
    const blank = await api.request(ignore, { ...variables, reason: '  ' })
    expect(blank.errors).toMatchObject([{ code: 'INVALID_INPUT', field: 'reason' }])
    const auditor = { caller: buildCaller({ role: 'AUDITOR' }) }
    for (const text of [ignore, unignore])
      expect((await api.request(text, variables, auditor)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    await api.database.package.update({ where: { id: pkg.id }, data: { archivedAt: new Date() } })
    expect((await api.request(ignore, variables)).errors).toMatchObject([{ code: 'CONFLICT' }])
    expect(await events()).toEqual([])
  })
})
