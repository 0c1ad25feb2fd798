import { expect, test } from 'vitest'
import { rewritePage } from './rewrite-page.ts'

const tag = '<script async src="../lectern/player.js" data-lectern="2"></script>'
const recorder = '<script src="/matrix-harness/recorder.js"></script>'

test('a bare page has the recorder in the place of the tag', () => {
  expect(rewritePage(`<head>${tag}<base href="x">`, { bare: true, recorder: true })).toBe(
    `<head>${recorder}<base href="x">`,
  )
})

test('a page with the tag has the recorder before it', () => {
  expect(rewritePage(`<head>${tag}`, { bare: false, recorder: true })).toBe(`<head>${recorder}${tag}`)
})

test('XHTML with a prefix stays well-formed', () => {
  const prefixed = '<h:script async="" src="../../lectern/player.js" data-lectern="2"></h:script>'
  expect(rewritePage(`<h:head>${prefixed}</h:head>`, { bare: true, recorder: true })).toBe(
    '<h:head><h:script src="/matrix-harness/recorder.js"></h:script></h:head>',
  )
})

test('a page without the tag stays as it is', () => {
  expect(rewritePage('<p>fragment', { bare: true, recorder: true })).toBe('<p>fragment')
})
