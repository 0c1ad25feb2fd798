import type { ServerResponse } from 'node:http'
import { pageStyle, pageStyleHash } from '../page-style.ts'

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${pageStyleHash}; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  // Addresses of this flow contain the code and state.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Redirects the browser. */
export function sendRedirect(response: ServerResponse, location: string): void {
  const { 'referrer-policy': referrer, 'cache-control': cache } = headers
  response.writeHead(303, { location, 'referrer-policy': referrer, 'cache-control': cache }).end()
}

/** Sends a plain page with the reason why Dropbox was not connected, the fix, and a link back. */
export function sendErrorPage(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, headers).end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dropbox was not connected</title>
<style>${pageStyle}</style>
<main>
<h1>Dropbox was not connected</h1>
<p>${escapeHtml(reason)}</p>
<p><a href="/">Back to Lectern</a></p>
</main>
</html>
`)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, character => entities[character]!)
