// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { removeRenditionWidth, setRenditionWidth } from './width.ts'

let video: HTMLVideoElement
beforeEach(() => {
  document.body.innerHTML = '<video></video>'
  video = document.querySelector('video')!
})

it('sets the width of a video without a size to its largest rendition', () => {
  setRenditionWidth(video, 640)
  setRenditionWidth(video, 1280)
  setRenditionWidth(video, 640)
  expect(video.getAttribute('width')).toBe('1280')
  removeRenditionWidth(video)
  expect(video.hasAttribute('width')).toBe(false)
})

it.each(['width', 'height'])('leaves a video unchanged when it has a %s', side => {
  video.setAttribute(side, '300')
  setRenditionWidth(video, 1280)
  removeRenditionWidth(video)
  expect(video.outerHTML).toBe(`<video ${side}="300"></video>`)
})
