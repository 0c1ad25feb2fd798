import { expect, test } from 'vitest'
import { holderLink, type Linked, subjectLink } from './subject-link.ts'

const link = (subjectType: string, more: Partial<Linked> = {}) =>
  subjectLink({ subjectType, subject: null, package: null, environment: null, ...more })
const subject = (__typename: string, more: object = {}) => ({ subject: { __typename, id: 'X', ...more } })
const pkg = { package: { slug: 'physics' } }

test('subjectLink leads to the page of a person, a token, or a webhook', () => {
  expect(link('User', subject('User'))).toBe('/people/X')
  expect(link('ApiToken', subject('ApiToken'))).toBe('/tokens/X')
  expect(link('Webhook', subject('Webhook'))).toBe('/webhooks/X')
})

test('subjectLink of a role leads to who holds it', () => {
  expect(link('Grant', subject('Grant', { user: { id: 'U' } }))).toBe('/people/U')
  expect(link('Grant', subject('Grant', { user: null, token: { id: 'T' } }))).toBe('/tokens/T')
})

test('subjectLink of what belongs to a package leads there, and to the part of it that lists it', () => {
  expect(link('Package', pkg)).toBe('/packages/physics')
  expect(link('SyncRun', pkg)).toBe('/packages/physics?show=activity&list=syncs')
  expect(link('Deployment', pkg)).toBe('/packages/physics?show=releases')
  expect(link('PreviewLink', pkg)).toBe('/packages/physics')
})

test('subjectLink of an environment leads there until it is deleted, and of a viewer to its access', () => {
  const environment = { slug: 'staging', deletedAt: null }
  expect(link('Environment', { environment })).toBe('/environments/staging')
  expect(link('ViewerToken', { environment, ...pkg })).toBe('/environments/staging?show=access')
  expect(link('Deployment', { environment, ...pkg })).toBe('/packages/physics?show=releases')
  expect(link('Environment', { environment: { ...environment, deletedAt: '2026-11-30T12:00:00Z' } })).toBeNull()
})

test('subjectLink is null for what is gone or has no page', () => {
  expect(link('User')).toBeNull()
  expect(link('Export')).toBeNull()
  expect(link('Budget')).toBe('/budget')
  expect(link('Cleanup')).toBe('/system')
})

test('holderLink is null for Lectern itself', () => {
  expect(holderLink({ user: null, token: null })).toBeNull()
})
