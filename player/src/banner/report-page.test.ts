// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { reportPage } from './report-page.ts'

const root = 'https://lessons.example.org/preview/token/hare/7/'
afterEach(() => vi.unstubAllGlobals())

/** Reports the page at this address, in a frame unless `isAlone`. Returns the messages to the page around it. */
function messagesOf(address: string, isAlone = false): unknown[] {
  const messages: unknown[] = []
  const frame = { postMessage: (message: unknown, origin: string) => messages.push([message, origin]) }
  vi.stubGlobal('parent', isAlone ? window : frame)
  vi.stubGlobal('location', new URL(address))
  reportPage(new URL(root))
  return messages
}

it('reports the encoded path of the page, without query and fragment, to whoever frames it', () => {
  expect(messagesOf(`${root}Part%201/one.html?a=b#c`)).toEqual([[{ lecternDraft: 'Part%201/one.html' }, '*']])
  expect(messagesOf(root)).toEqual([[{ lecternDraft: '' }, '*']])
})

it('reports nothing for a page that is not framed', () => {
  expect(messagesOf(`${root}page.html`, true)).toEqual([])
})
