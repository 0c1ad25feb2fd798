import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCaller, buildEnvironment, buildPackage } from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const text = 'query ($e: String) { playerSettings(environment: $e) { controls resume } }'
const set = { controls: true, resume: false }
const byDefault = { controls: false, resume: true }

test('the settings of an environment are returned to those who may see it, and the default ones to all others', async () => {
  const open = await buildEnvironment(api.database, set)
  const closed = await buildEnvironment(api.database, { ...set, access: 'VIEWER_TOKEN' })
  const deleted = await buildEnvironment(api.database, { ...set, deletedAt: new Date() })
  const { id: packageId } = await buildPackage(api.database)
  const viewer = { kind: 'viewer' as const, token: 't', environment: closed.slug, packageId }
  const preview = { kind: 'preview' as const, token: 't', packageId }
  const settingsFor = async (e: string | undefined, options: Parameters<TestApi['request']>[2]) =>
    (await api.request<{ playerSettings: object }>(text, { e }, options)).data.playerSettings
  const auditorOf = (environmentId: string) => ({ caller: buildCaller({ role: 'AUDITOR', environmentId }) })
  const cases: [string | undefined, Parameters<TestApi['request']>[2], object][] = [
    [open.slug, { access: { kind: 'public' } }, set],
    [open.slug, { access: { kind: 'public', bypassCache: true } }, set],
    [open.slug, { caller: null }, set],
    [closed.slug, { access: { kind: 'public' } }, byDefault],
    [closed.slug, { caller: null }, byDefault],
    [closed.slug, auditorOf(closed.id), set],
    [closed.slug, auditorOf(open.id), byDefault],
    [closed.slug, { access: viewer }, set],
    [open.slug, { access: viewer }, byDefault],
    [open.slug, { access: preview }, byDefault],
    [undefined, { access: preview }, byDefault],
    [undefined, { access: { kind: 'public' } }, byDefault],
    [deleted.slug, { access: { kind: 'public' } }, byDefault],
    ['unknown', { access: { kind: 'public' } }, byDefault],
  ]
  for (const [slug, options, settings] of cases)
    expect([slug, options, await settingsFor(slug, options)]).toEqual([slug, options, settings])
})
