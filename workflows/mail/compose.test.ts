import { expect, test } from 'vitest'
import { compose } from './compose.ts'

const message = {
  to: 'anna@example.org',
  subject: 'Invitation',
  paragraphs: ['Hello <b>Anna</b>,', 'join us.'],
  link: { label: 'Accept & sign in', url: 'http://127.0.0.1/link?token=a&callbackURL=%2F' },
  footnote: 'It works once.',
}

test('a message has the link as text and as HTML, and names cannot add HTML', () => {
  const { text, html } = compose(message)
  expect(text).toBe(`Hello <b>Anna</b>,\n\njoin us.\n\n${message.link.url}\n\nIt works once.\n`)
  expect(html).toContain('<p>Hello &lt;b&gt;Anna&lt;/b&gt;,</p>')
  expect(html).toContain('<a href="http://127.0.0.1/link?token=a&amp;callbackURL=%2F">Accept &amp; sign in</a>')
  expect(html).toContain('<p>http://127.0.0.1/link?token=a&amp;callbackURL=%2F</p>')
})
