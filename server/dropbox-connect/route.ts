import type { IncomingMessage, ServerResponse } from 'node:http'
import { ToldError } from '@lectern/schema/errors'
import type { Callers } from '../auth/caller.ts'
import { sessionToken } from '../auth/session-cookie.ts'
import { signInSecret } from '../auth/sign-in.ts'
import type { World } from '../world.ts'
import { beginConnecting, type Connecting, finishConnecting } from './connect.ts'
import { sendOn, sendRefusal } from './page.ts'

const statuses: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, CONFLICT: 409, UNAVAILABLE: 503 }

/** Answers where a person begins to connect Dropbox, and where Dropbox sends the person back to. */
export function dropboxRoutes(world: World, callers: Callers) {
  const secret = signInSecret(world.configuration.LECTERN_SECRET)
  const whoAsks = async (cookie: string | undefined): Promise<Connecting> => ({
    caller: await callers({ cookie }),
    session: sessionToken(cookie, secret),
  })
  const route =
    (step: (who: Connecting, given: URLSearchParams) => string | Promise<string>) =>
    async ({ method, url, headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
      if (method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end()
      try {
        const { searchParams } = new URL(url ?? '/', 'http://localhost')
        sendOn(response, await step(await whoAsks(headers.cookie), searchParams))
      } catch (error) {
        if (!(error instanceof ToldError)) throw error
        sendRefusal(response, statuses[String(error.extensions.code)] ?? 400, error.message)
      }
    }
  return {
    connect: route(who => beginConnecting(world, who)),
    callback: route((who, answer) => finishConnecting(world, who, answer)),
  }
}
