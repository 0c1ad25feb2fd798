import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { sendErrorPage } from './dropbox/pages.ts'
import { pageStyle } from './page-style.ts'
import { sendInvalidLink, sendNotFound } from './playback/send/error-pages.ts'
import { sendSignInPage } from './sign-in/sign-in-page.ts'

test.each<[string, (response: ServerResponse) => void]>([
  ['the page of a sign-in link', response => sendSignInPage(response, true)],
  ['the page of an expired sign-in link', response => sendSignInPage(response, false)],
  ['the page of Dropbox', response => sendErrorPage(response, 400, 'Dropbox is not connected.')],
  ['the page of a missing page', sendNotFound],
  ['the page of a link that no longer works', sendInvalidLink],
])('%s follows the color scheme of the system, as its policy allows', (_, send) => {
  const { headers, body } = sent(send)
  const style = body.match(/<style>(.*?)<\/style>/s)![1]!
  expect(style).toContain('color-scheme: light dark')
  const policy = headers['content-security-policy']
  if (policy) expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
})

test('no color of the style is the same in both schemes', () => {
  const withoutPairs = pageStyle.replaceAll(/light-dark\((#\w+), (#\w+)\)/g, (_, light, dark) =>
    light === dark ? light : '',
  )
  expect(withoutPairs).not.toMatch(/#[0-9a-f]{3}/)
})

/** The headers and the body that a function sends. */
function sent(send: (response: ServerResponse) => void): { headers: Record<string, string>; body: string } {
  const answer = { headers: {}, body: '' }
  const response = {
    writeHead: (_status: number, headers: Record<string, string>) => Object.assign(answer, { headers }) && response,
    end: (body: string) => Object.assign(answer, { body }),
  }
  send(response as unknown as ServerResponse)
  return answer
}
