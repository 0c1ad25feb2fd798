import type { ServerResponse } from 'node:http'
import type { Handler } from '../../listener.ts'
import { pageStyle } from '../../page-style.ts'

const page = (title: string, text: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</html>
`

const notFoundPage = page(
  'Page not found',
  'The page may have been renamed or unpublished. Go back, or ask the person who gave you the link for a new one.',
)

const invalidLinkPage = page(
  'This link no longer works',
  'Your link is no longer valid. Open the lesson again from your school’s website.',
)

const unavailablePage = page(
  'Temporarily unavailable',
  'This page cannot be shown right now. Wait a few seconds, then try again.',
)

const rateLimitedPage = page(
  'Too many requests',
  'Too many pages are being opened from your network at once. Wait a few seconds, then open this page again.',
)

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/** Sends a 404 page that is written for teachers. */
export function sendNotFound(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(404, headers).end(notFoundPage)
}

/**
 * Sends a 403 page for a viewer token without access. Only the log has the reason, so that guessing tokens reveals
 * nothing.
 */
export function sendInvalidLink(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(403, headers).end(invalidLinkPage)
}

/** Sends a 503 page while a required service is unavailable. */
export function sendUnavailable(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(503, { ...headers, 'retry-after': '5' }).end(unavailablePage)
}

/** Sends a 429 page with the number of seconds after which to try again. */
export function sendTooManyRequests(response: ServerResponse, retryAfterSeconds: number): void {
  if (response.headersSent) return
  response.writeHead(429, { ...headers, 'retry-after': String(retryAfterSeconds) }).end(rateLimitedPage)
}

/** Wraps a handler so that its failures become a page written for teachers. The log has the reason. */
export function withErrorPage(handler: Handler): Handler {
  return async (message, response) => {
    try {
      await handler(message, response)
    } catch (error) {
      sendUnavailable(response)
      throw error
    }
  }
}
