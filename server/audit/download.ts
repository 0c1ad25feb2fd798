import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { useExportTicket } from '@lectern/domain/audit-log/export-tickets'
import { ClientError } from '@lectern/domain/errors'
import { exportLines } from '@lectern/schema/audit/export-lines'
import type { ServerServices } from '../open-services.ts'

/** Where exports are downloaded: this and the secret of a ticket. */
export const exportPath = '/export/'

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
}

/**
 * Streams an export as fast as the client reads it. The address is the only credential, works once, and for 60 seconds.
 * 404 for all others. An export that fails on the way ends without its last bytes, so that clients notice.
 */
export async function downloadExport(
  { database, log }: Pick<ServerServices, 'database' | 'log'>,
  path: string,
  { method }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET') return void response.writeHead(405, { ...headers, allow: 'GET' }).end()
  const ticket = await useExportTicket(database, path.slice(exportPath.length))
  if (!ticket) return sendText(response, 404, 'This address has expired or was used before. Start the export again.\n')
  const lines = exportLines(database, ticket)
  try {
    // The first line is written only when the rights are still there.
    const first = await lines.next()
    const [type, extension] =
      ticket.kind === 'AUDIT_JSONL' ? ['application/jsonl; charset=utf-8', 'jsonl'] : ['text/csv; charset=utf-8', 'csv']
    const subject = ticket.kind === 'FINDINGS_CSV' ? 'findings' : 'audit'
    const name = `lectern-${subject}-${new Date().toISOString().slice(0, 10)}.${extension}`
    response.writeHead(200, {
      ...headers,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
    })
    response.write(first.value)
    await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 1 }), response)
  } catch (error) {
    if (!response.headersSent && error instanceof ClientError) return sendText(response, 403, `${error.message}\n`)
    if (!response.headersSent) throw error
    response.destroy()
    log.info({ err: error }, 'An export ended early')
  }
}

const sendText = (response: ServerResponse, status: number, text: string) =>
  void response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(text)
