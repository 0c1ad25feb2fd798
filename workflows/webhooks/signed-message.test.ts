import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newWebhookSecret, sealWebhookSecret, unsealSigningKey } from './secret.ts'
import { signMessage } from './signed-message.ts'

const lecternSecret = Buffer.alloc(32, 7).toString('base64')

test('the library of the scheme verifies a signed message, and no other one', () => {
  const secret = newWebhookSecret()
  const key = unsealSigningKey(lecternSecret, sealWebhookSecret(lecternSecret, secret))
  const { headers, body } = signMessage(key, 'event-1', new Date(), '{"type":"package.published","data":{"title":"Ä"}}')
  const library = new Webhook(secret)
  expect(library.verify(body, headers)).toEqual({ type: 'package.published', data: { title: 'Ä' } })
  expect(() => library.verify(body.replace('Ä', 'Ö'), headers)).toThrow()
  expect(() => library.verify(body, { ...headers, 'webhook-id': 'event-2' })).toThrow()
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow()
  const old = signMessage(key, 'event-1', new Date(Date.now() - 3_600_000), body)
  expect(() => library.verify(body, old.headers)).toThrow()
})

test('each secret is another one, and only the LECTERN_SECRET that sealed it opens it', () => {
  expect(newWebhookSecret()).not.toBe(newWebhookSecret())
  const sealed = sealWebhookSecret(lecternSecret, newWebhookSecret())
  expect(() => unsealSigningKey(Buffer.alloc(32, 8).toString('base64'), sealed)).toThrow()
})
