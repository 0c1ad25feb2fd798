import type { ServerResponse } from 'node:http'
import type { Handler } from '../../listener.ts'

const page = (title: string, text: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 2rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #333 }
  h1 { font-size: 1.5rem; color: #111; margin: 0 0 .5rem } p { max-width: 34rem; margin: 0 }
</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`

const notFoundPage = page(
  'There is nothing here',
  'The page may have been renamed or taken back. Go back and try another way, or ask whoever gave you the address for a new one.',
)

const invalidLinkPage = page(
  'This link no longer works',
  'Your link is no longer valid. Open the lesson again from your school’s page.',
)

const unavailablePage = page('Just a moment', 'This page cannot be shown right now. Please try again in a few seconds.')

const rateLimitedPage = page(
  'A little too fast',
  'From where you are, more is being opened at once than we can answer. Wait a few seconds, then open this page again.',
)

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/** 404, in words for a teacher. */
export function sendNotFound(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(404, headers).end(notFoundPage)
}

/** 403, for a viewer's token that opens nothing here. Why stands in the log alone: whoever tries tokens should learn nothing from it. */
export function sendInvalidLink(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(403, headers).end(invalidLinkPage)
}

/** 503, when something that we need is away for the moment. */
export function sendUnavailable(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(503, { ...headers, 'retry-after': '5' }).end(unavailablePage)
}

/** 429, with the seconds after which it is worth trying again. */
export function sendTooManyRequests(response: ServerResponse, retryAfterSeconds: number): void {
  if (response.headersSent) return
  response.writeHead(429, { ...headers, 'retry-after': String(retryAfterSeconds) }).end(rateLimitedPage)
}

/** A handler that tells its failures in words for a teacher; why stands in the log. */
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
