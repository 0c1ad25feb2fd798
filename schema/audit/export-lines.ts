import { currentCaller } from '@lectern/domain/access/current-caller'
import { type Caller, isPermitted, readRights } from '@lectern/domain/access/permissions'
import type { Actor } from '@lectern/domain/audit/actor'
import { eventFilter } from '@lectern/domain/audit-log/event-filter'
import { csvHeader, type LineFormat } from '@lectern/domain/audit-log/event-lines'
import { readRange } from '@lectern/domain/audit-log/event-range'
import { exportedCheckpoints, exportedPages, readEventLines } from '@lectern/domain/audit-log/exported-events'
import type { Window } from '@lectern/domain/audit-log/windows'
import type { Database, ExportTicket, SignedCheckpoint } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { findingLines } from '../findings/finding-lines.ts'

/** How long the rights of the caller count before they are read again. */
const rightsMs = 1_000

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * The file of an export, in pieces. The rights are those that the person or token has while it is written: FORBIDDEN when
 * there are none at the start, and an error when they change on the way. `docs/api.md` describes the formats.
 */
export function exportLines(database: Database, ticket: ExportTicket): AsyncGenerator<string> {
  return ticket.kind === 'FINDINGS_CSV' ? findingLines(database, ticket) : eventLines(database, ticket)
}

async function* eventLines(database: Database, ticket: ExportTicket): AsyncGenerator<string> {
  const getCaller = async (): Promise<Caller> => {
    const caller = await currentCaller(database, ticket.requestedBy as Actor)
    if (!caller || readRights(caller).length === 0) throw forbidden('export the audit log')
    return caller
  }
  const filter = eventFilter.parse(ticket.filter)
  let caller = await getCaller()
  let callerReadAt = performance.now()
  const rightsAtStart = JSON.stringify(readRights(caller))
  const isCsv = ticket.kind === 'AUDIT_CSV'
  const isWhole = isPermitted(caller, 'audit.read') && Object.values(filter).every(value => value === undefined)
  yield isCsv ? csvHeader : jsonLine({ export: 'Lectern audit log', version: 1, isWhole })
  const format = formatOf(isCsv, isPermitted(caller, 'audit.read'))
  const readLines = async (window: Window) => {
    if (performance.now() - callerReadAt > rightsMs) {
      caller = await getCaller()
      // Lines of other rights have another format, and leave out other events.
      if (JSON.stringify(readRights(caller)) !== rightsAtStart) throw forbidden('export the audit log')
      callerReadAt = performance.now()
    }
    return readEventLines(database, format, caller, filter, window)
  }
  // What happens from now on is not part of the file, and neither are its checkpoints.
  const range = await readRange(database, filter, {})
  let count = 0
  if (range)
    for await (const lines of exportedPages(range, readLines)) {
      count += lines.count
      yield lines.text
    }
  if (isCsv) return
  if (range)
    for (const checkpoint of await exportedCheckpoints(database, caller, range.last.sequence))
      yield checkpointLine(checkpoint)
  yield jsonLine({ end: true, events: count })
}

/** Only readers of the whole log get what its chain is verified with. */
function formatOf(isCsv: boolean, mayAudit: boolean): LineFormat {
  if (isCsv) return { kind: 'csv', withTrace: mayAudit }
  return { kind: mayAudit ? 'chained' : 'json' }
}

const jsonLine = (value: object) => `${JSON.stringify(value)}\n`

const checkpointLine = ({ sequence, hash, at, publicKey, signature }: SignedCheckpoint) =>
  jsonLine({
    checkpoint: { sequence: Number(sequence), hash: hex(hash), at },
    publicKey: hex(publicKey),
    signature: hex(signature),
  })
