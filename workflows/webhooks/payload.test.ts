import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditEvent } from '@lectern/domain/database'
import { parseGlobalId } from '@lectern/domain/global-id'
import { expect, test } from 'vitest'
import { eventPayload } from './payload.ts'

test('the sample of docs/api.md is what an owner of everything gets', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
  const sample = JSON.parse(text.match(/^```json\n(.*?)^```$/ms)![1]!)
  const { data } = sample
  const keyOf = (id: string) => parseGlobalId(id)!.key
  const event: AuditEvent = {
    sequence: BigInt(keyOf(data.id)),
    at: new Date(sample.timestamp),
    action: sample.type,
    actor: { kind: data.actor.kind, name: data.actor.name, userId: keyOf(data.actor.id) },
    subjectType: data.subjectType,
    subjectId: keyOf(data.subjectId),
    packageId: keyOf(data.package.id),
    environmentId: keyOf(data.environment.id),
    summary: data.summary,
    before: data.before,
    after: data.after,
    ip: data.ip,
    requestId: data.requestId,
    previousHash: new Uint8Array(),
    hash: new Uint8Array(),
  }
  const owner = {
    actor: { kind: 'USER' as const, name: 'Harry' },
    rights: [{ role: 'OWNER' as const, environmentId: null, packageId: null }],
  }
  const slugs = { package: data.package.slug, environment: data.environment.slug }
  expect(JSON.parse(eventPayload(event, owner, slugs))).toEqual(sample)
})
