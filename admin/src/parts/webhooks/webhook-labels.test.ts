import { expect, test } from 'vitest'
import { actionsLabel, deliveryLabel, webhookState } from './webhook-labels.ts'

const error = { code: 'DELIVERY_FAILED', message: 'It failed.' }

test('webhookState is failing after a failed attempt, and paused whatever came before', () => {
  expect(webhookState({ active: true, lastError: null })).toBe('active')
  expect(webhookState({ active: true, lastError: error })).toBe('failing')
  expect(webhookState({ active: false, lastError: error })).toBe('paused')
})

test('actionsLabel counts the chosen actions, and none means every action', () => {
  expect(actionsLabel([])).toBe('Every event')
  expect(actionsLabel(['package.published'])).toBe('1 kind of event')
})

test('deliveryLabel names the status of an answer', () => {
  expect(deliveryLabel({ durationMs: null, httpStatus: null, error: null })).toBe('Sending…')
  expect(deliveryLabel({ durationMs: 12, httpStatus: 204, error: null })).toBe('Delivered · 204')
  expect(deliveryLabel({ durationMs: 12, httpStatus: 500, error })).toBe('Failed · 500')
  expect(deliveryLabel({ durationMs: 12, httpStatus: null, error })).toBe('Failed')
})
