import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { pageStyle, pageStyleHash } from '../page-style.ts'

/** Signs in with the address of the page when the button is clicked. Mail scanners open links, but click nothing. */
const script = `
const form = document.querySelector('form')
form.addEventListener('submit', async event => {
  event.preventDefault()
  const button = form.querySelector('button')
  const problem = form.querySelector('p')
  button.disabled = true
  problem.textContent = ''
  try {
    const response = await fetch(location.href, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    const answer = await response.json()
    if (response.ok) return location.replace(answer.next)
    problem.textContent = answer.errors[0].message
  } catch {
    problem.textContent = 'Lectern cannot be reached. Try again in a minute.'
  }
  button.disabled = false
})
`

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; script-src ${hash(script)}; style-src ${pageStyleHash}; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  // The address holds the secret of the link.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

const page = (content: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sign in to Lectern</title>
<style>${pageStyle}</style>
<main>
<h1>Sign in to Lectern</h1>
${content}
</main>
</html>
`

const buttonPage = page(`<form method="post">
<button>Sign in</button>
<p role="alert"></p>
</form>
<script>${script}</script>`)

const expiredPage = page(
  '<p>This link has expired. Links work once, for a limited time.</p>\n<p><a href="/">Open Lectern</a></p>',
)

/** Sends the page of a sign-in link: its button signs in. `isOpen`: whether the link still works. */
export function sendSignInPage(response: ServerResponse, isOpen: boolean): void {
  response.writeHead(isOpen ? 200 : 410, headers).end(isOpen ? buttonPage : expiredPage)
}
