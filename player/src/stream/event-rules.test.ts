import { expect, it } from 'vitest'
import { announcedEvents, isHidden, mediaEvents } from './event-rules.ts'

it('hides every event of the change of source, and lets the user play meanwhile', () => {
  const visible = mediaEvents.filter(type => !isHidden(type, 'attaching'))
  expect(visible).toEqual([
    ...['canplay', 'canplaythrough', 'ended', 'loadeddata', 'loadedmetadata'],
    ...['pause', 'play', 'playing', 'volumechange', 'waiting'],
  ])
})

it('expects the stream to repeat the events that the file has fired', () => {
  expect([...announcedEvents(0)]).toEqual([])
  expect([...announcedEvents(2)]).toEqual(['loadedmetadata', 'loadeddata'])
  expect([...announcedEvents(4)]).toEqual(['loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough'])
})

it('hides changes of the rendition while the stream plays, and nothing of a rescued video', () => {
  expect(mediaEvents.filter(type => isHidden(type, 'stream'))).toEqual(['durationchange', 'error', 'resize'])
  expect(mediaEvents.filter(type => isHidden(type, 'rescue'))).toEqual([])
})
