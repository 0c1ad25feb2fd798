// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { forgetWidth, keepWidth } from './width.ts'

let video: HTMLVideoElement
beforeEach(() => {
  document.body.innerHTML = '<video></video>'
  video = document.querySelector('video')!
})

it('makes a video without a size as wide as its largest rendition', () => {
  keepWidth(video, 640)
  keepWidth(video, 1280)
  keepWidth(video, 640)
  expect(video.getAttribute('width')).toBe('1280')
  forgetWidth(video)
  expect(video.hasAttribute('width')).toBe(false)
})

it.each(['width', 'height'])('leaves a video alone that has a %s', side => {
  video.setAttribute(side, '300')
  keepWidth(video, 1280)
  forgetWidth(video)
  expect(video.outerHTML).toBe(`<video ${side}="300"></video>`)
})
