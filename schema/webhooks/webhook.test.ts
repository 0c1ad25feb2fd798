import type { Caller, Right } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { writeCursor } from '@lectern/domain/cursor'
import { globalId } from '@lectern/domain/global-id'
import { recordDelivery } from '@lectern/domain/webhooks/record-delivery'
import { maxFailingMs } from '@lectern/domain/webhooks/retry'
import { privateRanges } from '@lectern/workflows/outbound/address-ranges'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildUser } from '../../domain/test/factories.ts'
import { openTestApi, type RequestOptions, type TestApi } from '../test/api.ts'

let api: TestApi
let owner: Caller
beforeAll(async () => {
  api = await openTestApi()
  const { id: userId, name } = await buildUser(api.database, { name: 'Olga' })
  owner = buildCaller({ role: 'ADMIN' }, { kind: 'USER', name, userId })
})
afterAll(() => api.close())

const fields = `id url actions active pausedReason owner { name } cursor lastDeliveredAt lastError { code message } nextAttemptAt
  deliveries(first: 200) { totalCount nodes { event { action } attempt httpStatus durationMs answer error { code } } }`

type WebhookData = {
  id: string
  cursor: string
  active: boolean
  pausedReason: string | null
  deliveries: { totalCount: number; nodes: object[] }
}

const create = async (input: object = {}, options: RequestOptions = { caller: owner }) =>
  api.request<{ createWebhook: { secret: string; webhook: WebhookData } }>(
    `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret webhook { ${fields} } } }`,
    { input: { url: 'https://example.org/events', ...input } },
    options,
  )

const createOne = async (input: object = {}) => (await create(input)).data.createWebhook.webhook

/** Runs a mutation of a webhook. */
async function mutate(name: string, id: string, more: { input?: object; after?: string } = {}, caller = owner) {
  const declared = { input: '$input: UpdateWebhookInput!', after: '$after: String!' }
  const names = Object.keys(more) as (keyof typeof declared)[]
  const text = `mutation (${['$id: ID!', ...names.map(each => declared[each])].join(', ')}) {
    changed: ${name}(${['id', ...names].map(each => `${each}: $${each}`).join(', ')}) { ${fields} } }`
  return api.request<{ changed: WebhookData }>(text, { id, ...more }, { caller })
}

const read = async (id: string, caller = owner) => {
  const text = `query ($id: ID!) { node(id: $id) { ... on Webhook { ${fields} } } }`
  return (await api.request<{ node: WebhookData | null }>(text, { id }, { caller })).data.node
}

const keyOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!

const eventsOf = async (id: string) =>
  (await api.database.auditEvent.findMany({ where: { subjectId: keyOf(id) }, orderBy: { sequence: 'asc' } })).map(
    ({ action, summary, before, after }) => ({ action, summary, before, after }),
  )

/** Records what an attempt to deliver the next event came to, as the worker does. */
async function record(id: string, outcome: { httpStatus?: number; code?: string }) {
  const webhook = await api.database.webhook.findUniqueOrThrow({ where: { id: keyOf(id) } })
  const { httpStatus = null, code } = outcome
  const error = code ? { code, message: 'It failed.' } : null
  const facts = { at: new Date(), durationMs: 5, answer: 'ok', httpStatus, error }
  await change(api.database, systemActor, tx => recordDelivery(tx, webhook, { sequence: webhook.sequence + 1n }, facts))
}

describe('createWebhook', () => {
  test('returns the secret once, and starts after the last event', async () => {
    const { data, errors } = await create({ actions: ['package.published'] })
    expect(errors).toEqual([])
    const { secret, webhook } = data.createWebhook
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(webhook).toMatchObject({
      ...{ url: 'https://example.org/events', actions: ['package.published'], active: true, pausedReason: null },
      ...{ owner: { name: 'Olga' }, lastDeliveredAt: null, lastError: null, nextAttemptAt: null },
      deliveries: { totalCount: 0, nodes: [] },
    })
    expect(await read(webhook.id)).toEqual(webhook)
    const [event] = await eventsOf(webhook.id)
    expect(event).toMatchObject({
      action: 'webhook.created',
      after: { url: 'https://example.org/events', actions: ['package.published'], secret: expect.any(String) },
    })
    expect(JSON.stringify(event)).not.toContain(secret.slice(6))
    const { secret: stored } = await api.database.webhook.findUniqueOrThrow({ where: { id: keyOf(webhook.id) } })
    expect(Buffer.from(stored).toString('latin1')).not.toContain(secret.slice(6, 20))
  })

  test.each([
    ['https://127.0.0.1/', 'url', 'private address'],
    ['https://[::ffff:10.0.0.1]/', 'url', 'private address'],
    ['https://169.254.169.254/latest/meta-data', 'url', 'private address'],
    ['http://example.org/', 'url', 'https'],
    ['example.org', 'url', 'web address'],
    [`https://example.org/${'x'.repeat(2_048)}`, 'url', 'too long'],
  ])('rejects the address %s', async (url, field, message) => {
    const { errors } = await create({ url })
    expect(errors).toMatchObject([
      { code: 'INVALID_INPUT', field: `input.${field}`, message: expect.stringContaining(message) },
    ])
  })

  test('rejects an action that does not exist', async () => {
    const { errors } = await create({ actions: ['package.published', 'package.exploded'] })
    expect(errors).toMatchObject([
      { code: 'INVALID_INPUT', field: 'input.actions', message: expect.stringContaining('"package.exploded"') },
    ])
  })

  test('accepts a private address that the installation allows', async () => {
    const settings = { ...api.services.settings, privateRanges: privateRanges.parse('127.0.0.0/8') }
    const ask = async (url: string) =>
      (await create({ url }, { caller: owner, services: { settings } })).errors.map(({ field }) => field)
    expect(await ask('http://127.0.0.1:8080/events')).toEqual([])
    expect(await ask('http://10.0.0.1/events')).toEqual(['input.url'])
  })
})

describe('updateWebhook', () => {
  test('changes the address and the actions, and records what changed', async () => {
    const { id } = await createOne()
    const input = { url: 'https://example.org/other', actions: ['release.deployed'] }
    const { data, errors } = await mutate('updateWebhook', id, { input })
    expect(errors).toEqual([])
    expect(data.changed).toMatchObject(input)
    expect((await mutate('updateWebhook', id, { input })).data.changed).toMatchObject(input)
    expect((await mutate('updateWebhook', id, { input: { url: null } })).data.changed).toMatchObject(input)
    const events = await eventsOf(id)
    expect(events.map(({ action }) => action)).toEqual(['webhook.created', 'webhook.updated'])
    expect(events[1]).toMatchObject({ before: { url: 'https://example.org/events', actions: [] }, after: input })
    const { errors: refused } = await mutate('updateWebhook', id, { input: { url: 'https://127.0.0.1/' } })
    expect(refused).toMatchObject([{ code: 'INVALID_INPUT', field: 'input.url' }])
  })

  test('pauses and resumes, and forgets the failures', async () => {
    const { id, cursor } = await createOne()
    await record(id, { code: 'TIMEOUT' })
    const pause = () => mutate('updateWebhook', id, { input: { active: false } })
    expect((await pause()).data.changed).toMatchObject({ active: false, pausedReason: 'Olga paused it.' })
    expect((await pause()).data.changed).toMatchObject({ active: false })
    const resumed = (await mutate('updateWebhook', id, { input: { active: true } })).data.changed
    expect(resumed).toMatchObject({ active: true, pausedReason: null, nextAttemptAt: null, cursor })
    const actions = (await eventsOf(id)).map(({ action }) => action)
    expect(actions).toEqual(['webhook.created', 'webhook.paused', 'webhook.resumed'])
  })
})

describe('deliveries', () => {
  test('move the cursor when they succeed, and say why when they do not', async () => {
    const { id, cursor } = await createOne()
    await record(id, { httpStatus: 500, code: 'NOT_ACCEPTED' })
    await record(id, { code: 'TIMEOUT' })
    const failing = await read(id)
    expect(failing).toMatchObject({ cursor, active: true, lastError: { code: 'TIMEOUT' }, lastDeliveredAt: null })
    expect(failing).toMatchObject({ nextAttemptAt: expect.any(String) })
    await record(id, { httpStatus: 200 })
    const { deliveries, ...delivered } = (await read(id))!
    expect(delivered).toMatchObject({ lastError: null, lastDeliveredAt: expect.any(String), nextAttemptAt: null })
    expect(delivered.cursor).not.toBe(cursor)
    expect(deliveries.nodes).toMatchObject([
      { event: { action: 'webhook.created' }, attempt: 3, httpStatus: 200, durationMs: 5, answer: 'ok', error: null },
      { attempt: 2, httpStatus: null, error: { code: 'TIMEOUT' } },
      { attempt: 1, httpStatus: 500, error: { code: 'NOT_ACCEPTED' } },
    ])
  })

  test('are kept up to the last 100, and listed by the same number of statements', async () => {
    const { id } = await createOne()
    const earlier = Array.from({ length: 104 }, (_, index) => ({
      ...{ webhookId: keyOf(id), sequence: BigInt(index + 1), httpStatus: 299, at: new Date(index) },
    }))
    await api.database.webhookDelivery.createMany({ data: earlier })
    await record(id, { httpStatus: 200 })
    const { deliveries } = (await read(id))!
    expect(deliveries.totalCount).toBe(100)
    expect(deliveries.nodes[0]).toMatchObject({ httpStatus: 200 })
    expect(await api.database.webhookDelivery.count({ where: { webhookId: keyOf(id), at: { lt: new Date(5) } } })).toBe(
      0,
    )
    const countQueries = async (first: number) => {
      api.queries()
      const text = `query ($id: ID!) { node(id: $id) { ... on Webhook { deliveries(first: ${first}) { nodes { event { action } } } } } }`
      await api.request(text, { id }, { caller: owner })
      return api.queries().length
    }
    expect(await countQueries(100)).toBe(await countQueries(2))
  })

  test('that fail for 24 hours pause the webhook, and 410 does so at once', async () => {
    const { id } = await createOne()
    await record(id, { code: 'TIMEOUT' })
    await api.database.webhook.update({
      where: { id: keyOf(id) },
      data: { failingSince: new Date(Date.now() - maxFailingMs) },
    })
    await record(id, { code: 'TIMEOUT' })
    expect(await read(id)).toMatchObject({ active: false, pausedReason: expect.stringContaining('24 hours') })
    const gone = await createOne()
    await record(gone.id, { httpStatus: 410, code: 'NOT_ACCEPTED' })
    expect(await read(gone.id)).toMatchObject({ active: false, pausedReason: expect.stringContaining('410') })
    const event = await api.database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
    expect(event).toMatchObject({
      action: 'webhook.paused',
      actor: { kind: 'SYSTEM' },
      after: { pausedReason: expect.stringContaining('410') },
    })
  })

  test('change nothing of a webhook that was replayed meanwhile', async () => {
    const { id, cursor } = await createOne()
    const sent = await api.database.webhook.findUniqueOrThrow({ where: { id: keyOf(id) } })
    await mutate('replayWebhook', id, { after: writeCursor([0n]) })
    const outcome = { at: new Date(), durationMs: 1, httpStatus: 200, answer: '', error: null }
    await change(api.database, systemActor, tx => recordDelivery(tx, sent, { sequence: sent.sequence + 1n }, outcome))
    expect(await read(id)).toMatchObject({ cursor: writeCursor([0n]), deliveries: { totalCount: 1 } })
    expect(cursor).not.toBe(writeCursor([0n]))
  })
})

test('replayWebhook starts again after any cursor of the log, and rejects others', async () => {
  const { id } = await createOne()
  const after = writeCursor([1n])
  expect((await mutate('replayWebhook', id, { after })).data.changed).toMatchObject({ cursor: after, active: true })
  const codes = async (cursor: string) =>
    (await mutate('replayWebhook', id, { after: cursor })).errors.map(({ code, field }) => [code, field])
  expect(await codes('nonsense')).toEqual([['INVALID_INPUT', 'after']])
  expect(await codes(writeCursor([999_999n]))).toEqual([['INVALID_INPUT', 'after']])
  expect((await eventsOf(id)).at(-1)).toMatchObject({ action: 'webhook.replayed', after: { sequence: '1' } })
})

test('testWebhook opens one test, which a second click joins', async () => {
  const { id } = await createOne()
  for (let click = 0; click < 2; click++) {
    const { data } = await mutate('testWebhook', id)
    expect(data.changed.deliveries).toMatchObject({ totalCount: 1, nodes: [{ event: null, durationMs: null }] })
  }
  const actions = (await eventsOf(id)).map(({ action }) => action)
  expect(actions).toEqual(['webhook.created', 'webhook.tested'])
})

test('deleteWebhook removes it with its deliveries', async () => {
  const { id } = await createOne()
  await record(id, { httpStatus: 200 })
  expect((await mutate('deleteWebhook', id)).data.changed).toMatchObject({ id, deliveries: { totalCount: 0 } })
  expect(await read(id)).toBeNull()
  expect((await mutate('deleteWebhook', id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  expect((await eventsOf(id)).at(-1)).toMatchObject({ action: 'webhook.deleted' })
})

test('webhookChanged sends the webhook at once and after each attempt, and ends when it is deleted', async () => {
  const { id } = await createOne()
  const text = `subscription ($id: ID!) { webhookChanged(id: $id) { active deliveries(first: 1) { nodes { httpStatus } } } }`
  const states = api.subscribe(text, { id }, { caller: owner })
  expect((await states.next()).value).toMatchObject({ data: { webhookChanged: { deliveries: { nodes: [] } } } })
  const next = states.next()
  await record(id, { httpStatus: 204 })
  api.notifyPackage(keyOf(id))
  const delivered = { active: true, deliveries: { nodes: [{ httpStatus: 204 }] } }
  expect((await next).value).toMatchObject({ data: { webhookChanged: delivered } })
  const ended = expect(states.next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await mutate('deleteWebhook', id)
  api.notifyPackage(keyOf(id))
  await ended
})

describe('rights', () => {
  const callerWith = (right: Partial<Right>) => buildCaller(right)
  const mutations: [string, { input?: object; after?: string }][] = [
    ['updateWebhook', { input: { active: false } }],
    ['deleteWebhook', {}],
    ['testWebhook', {}],
    ['replayWebhook', { after: writeCursor([1n]) }],
  ]

  test('let auditors see webhooks, and only administrators change them', async () => {
    const { id } = await createOne()
    const list = async (caller: Caller) =>
      (await api.request<{ webhooks: object | null }>('{ webhooks { nodes { id } } }', {}, { caller })).data.webhooks
    expect(JSON.stringify(await list(owner))).toContain(id)
    const scope = { packageId: '00000000-0000-7000-8000-000000000000' }
    for (const [right, code] of [
      [{ role: 'AUDITOR' }, 'FORBIDDEN'],
      [{ role: 'PUBLISHER' }, 'NOT_FOUND'],
      [{ role: 'OWNER', ...scope }, 'NOT_FOUND'],
    ] as const) {
      const caller = callerWith(right)
      expect(await list(caller)).toEqual(code === 'FORBIDDEN' ? await list(owner) : null)
      expect((await read(id, caller))?.id).toBe(code === 'FORBIDDEN' ? id : undefined)
      for (const [name, more] of mutations)
        expect((await mutate(name, id, more, caller)).errors).toMatchObject([{ code }])
      expect((await create({}, { caller })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    }
    expect((await create({}, { caller: null })).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    for (const [name, more] of mutations)
      for (const wrong of [globalId('Package', keyOf(id)), 'nonsense'])
        expect((await mutate(name, wrong, more)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
