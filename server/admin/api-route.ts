import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { ClientError, unauthenticated } from '@lectern/domain/errors'
import { contentSources } from '@lectern/domain/playback/content-origin'
import type { ResolveCaller } from '../access/caller.ts'
import { navigationCredentials, operationCredentials } from '../access/credentials.ts'
import { closeStreamWhenRevoked } from '../api/close-when-revoked.ts'
import { loadCallerAccess } from '../api/context.ts'
import { isPageRequest, refuseRequest } from '../api/operation-request.ts'
import type { ApiLimits } from '../api/rate-limits.ts'
import type { createApi } from '../api/yoga.ts'
import { sendApiError, sendRateLimited } from '../api-error.ts'
import { readAsset, sendAsset } from '../asset.ts'
import type { ServerServices } from '../open-services.ts'
import { openGraphiql } from './graphiql.ts'

type Parts = { api: ReturnType<typeof createApi>; resolveCaller: ResolveCaller; limits: ApiLimits }
/** Answers a request for one of the API's paths. Returns false for any other path. */
type ApiRoute = (path: string, message: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * Opens the paths of the API on the admin's origin: operations at `/graphql`, GraphiQL at the same path for browsers, and
 * `/schema.graphql`. GraphiQL and the schema are for signed-in callers.
 */
export async function openApiRoute(services: ServerServices, parts: Parts): Promise<ApiRoute> {
  const { api, resolveCaller } = parts
  const { LECTERN_ADMIN_URL: adminOrigin, LECTERN_PUBLIC_SCHEMA: isSchemaPublic } = services.configuration
  const graphiql = openGraphiql(contentSources(services.configuration))
  const schemaFile = await readAsset(join(import.meta.dirname, '../../schema/schema.graphql'))

  /** Whether the caller of a page or file is signed in. Throws RATE_LIMITED, and UNAUTHENTICATED for an invalid token. */
  async function isSignedIn({ headers }: IncomingMessage): Promise<boolean> {
    await parts.limits.countAddress()
    return (await resolveCaller(navigationCredentials(headers))) !== null
  }

  async function sendGraphiql(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await isSignedIn(message)) await graphiql.sendPage(message, response)
    // The admin's start page offers to sign in.
    else response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end()
  }

  async function sendSchema(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (message.method !== 'GET' && message.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    if (!isSchemaPublic && !(await isSignedIn(message))) throw unauthenticated()
    const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' }
    sendAsset(schemaFile, message, response, headers)
  }

  async function answer(path: string, message: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (path === '/schema.graphql') await sendSchema(message, response)
    else if (path !== '/graphql') return graphiql.sendFile(path, message, response)
    else if (isPageRequest(message)) await sendGraphiql(message, response)
    else {
      const refusal = refuseRequest(message)
      if (refusal) sendRefusal(response, refusal)
      else {
        const credentials = operationCredentials(message.headers, adminOrigin)
        const resolveAccess = async () => {
          const loaded = await loadCallerAccess(() => resolveCaller(credentials), services.live)
          if (message.headers.accept?.includes('text/event-stream'))
            closeStreamWhenRevoked(services.live, loaded, response)
          return loaded
        }
        await api(message, response, { resolveAccess })
      }
    }
    return true
  }

  return async (path, message, response) => {
    try {
      return await answer(path, message, response)
    } catch (error) {
      if (!(error instanceof ClientError)) throw error
      sendClientError(response, error)
      return true
    }
  }
}

const sendRefusal = (
  response: ServerResponse,
  { status, message, allow }: NonNullable<ReturnType<typeof refuseRequest>>,
) => sendApiError(response, status, { message, code: 'BAD_REQUEST' }, allow === undefined ? {} : { allow })

function sendClientError(response: ServerResponse, { code, message, details }: ClientError): void {
  if (code === 'RATE_LIMITED') sendRateLimited(response, details.retryAfterSeconds ?? 1)
  else sendApiError(response, 401, { message, code: 'UNAUTHENTICATED' }, { 'www-authenticate': 'Bearer' })
}
