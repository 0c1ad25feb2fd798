import type { IncomingMessage, ServerResponse } from 'node:http'
import { toNodeHandler } from 'better-auth/node'
import { currentRequest } from '../request.ts'
import type { SignIn } from './sign-in.ts'

/** The library's routes that are open. Others change people without an audit event, or reveal session tokens. */
const openPaths = new Set([
  '/api/auth/magic-link/verify',
  '/api/auth/sign-out',
  '/api/auth/get-session',
  '/api/auth/error',
])

/** Answers `/api/auth/…`. Returns 404 for routes that are not open. */
export function signInRoute(signIn: SignIn) {
  const handle = toNodeHandler(signIn)
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(message.url ?? '/', 'http://localhost').pathname
    if (!openPaths.has(path)) return void response.writeHead(404).end()
    message.headers['x-peer-ip'] = currentRequest()?.ip
    response.setHeader('referrer-policy', 'no-referrer')
    await handle(message, response)
  }
}
