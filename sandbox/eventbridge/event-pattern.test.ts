import { expect, test } from 'vitest'
import { newEvent } from './event.ts'
import { type EventPattern, isMatch } from './event-pattern.ts'
import { eventRules } from './rules.ts'

const matchesAnyRule = (event: unknown) => eventRules('lectern').some(rule => isMatch(rule, event))

function objectCreatedEvent(key: string, bucket = 'lectern') {
  const detail = { bucket: { name: bucket }, object: { key } }
  return newEvent({ source: 'aws.s3', detailType: 'Object Created', region: 'us-east-1', resources: [], detail })
}

function jobChangedEvent(status: string, userMetadata: Record<string, string>) {
  return newEvent({
    source: 'aws.mediaconvert',
    detailType: 'MediaConvert Job State Change',
    region: 'us-east-1',
    resources: [],
    detail: { status, userMetadata },
  })
}

test('passes videos in the draft, whatever characters their names contain', () => {
  expect(matchesAnyRule(objectCreatedEvent('draft/course/intro.mp4'))).toBe(true)
  expect(matchesAnyRule(objectCreatedEvent('draft/Über uns/a (1) [2].*\nb.MOV'))).toBe(true)
})

test('rejects other keys, other buckets, and other file types', () => {
  expect(matchesAnyRule(objectCreatedEvent('releases/course/1/intro.mp4'))).toBe(false)
  expect(matchesAnyRule(objectCreatedEvent('draft/course/intro.mp4.txt'))).toBe(false)
  expect(matchesAnyRule(objectCreatedEvent('draft/course/introXmp4'))).toBe(false)
  expect(matchesAnyRule(objectCreatedEvent('draft/course/intro.mp4', 'other'))).toBe(false)
})

test('passes only jobs of Lectern', () => {
  expect(matchesAnyRule(jobChangedEvent('COMPLETE', { app: 'lectern' }))).toBe(true)
  expect(matchesAnyRule(jobChangedEvent('QUEUE_HOP', { app: 'lectern' }))).toBe(false)
  expect(matchesAnyRule(jobChangedEvent('COMPLETE', { app: 'other' }))).toBe(false)
  expect(matchesAnyRule(jobChangedEvent('COMPLETE', {}))).toBe(false)
})

test.each<[EventPattern, unknown, boolean]>([
  [{ a: ['x', null] }, { a: null }, true],
  [{ a: ['x'] }, { a: ['y', 'x'] }, true],
  [{ a: [{ prefix: 'dr' }] }, { a: 'draft' }, true],
  [{ a: [{ prefix: 'Dr' }] }, { a: 'draft' }, false],
  [{ a: [{ suffix: '.mp4' }] }, { a: 'b.mp4' }, true],
  [{ a: [{ suffix: { 'equals-ignore-case': '.mp4' } }] }, { a: 'b.Mp4' }, true],
  [{ a: [{ 'equals-ignore-case': 'AB' }] }, { a: 'ab' }, true],
  [{ a: [{ wildcard: 'a\\*b*' }] }, { a: 'a*bc' }, true],
  [{ a: [{ wildcard: 'a\\*b*' }] }, { a: 'axbc' }, false],
  [{ a: { b: [1] } }, { a: 3 }, false],
])('matches the pattern %j against %j: %s', (pattern, event, expected) => {
  expect(isMatch(pattern, event)).toBe(expected)
})

test('throws on an unknown comparison', () => {
  const pattern = { a: [{ 'anything-but': 'x' }] } as unknown as EventPattern
  expect(() => isMatch(pattern, { a: 'y' })).toThrow('anything-but')
})
