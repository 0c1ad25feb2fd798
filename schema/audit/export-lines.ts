import { currentCaller } from '@lectern/domain/access/current-caller'
import { type Caller, isPermitted, readRights } from '@lectern/domain/access/permissions'
import type { Actor } from '@lectern/domain/audit/actor'
import { eventFilter } from '@lectern/domain/audit-log/event-filter'
import { readRange } from '@lectern/domain/audit-log/event-range'
import {
  type ChainedEvent,
  type ExportedEvent,
  exportedCheckpoints,
  exportedPages,
  readChainedEvents,
  readExportedEvents,
} from '@lectern/domain/audit-log/exported-events'
import type { Window } from '@lectern/domain/audit-log/windows'
import type { Database, ExportTicket, SignedCheckpoint } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { globalId } from '@lectern/domain/global-id'
import { csvLine } from './csv-line.ts'

/** How long the rights of the caller count before they are read again. */
const rightsMs = 1_000

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const columns = [
  ...['number', 'time', 'action', 'actor kind', 'actor', 'subject type', 'subject id', 'package', 'environment'],
  ...['summary', 'before', 'after', 'ip', 'request id', 'hash'],
]

/**
 * The file of an export, in pieces. The rights are those that the person or token has while it is written: FORBIDDEN when
 * there are none at the start, and an error when they change on the way. `docs/api.md` describes the formats.
 */
export async function* exportLines(database: Database, ticket: ExportTicket): AsyncGenerator<string> {
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
  // Spreadsheets read a file as UTF-8 only with this mark.
  yield isCsv ? `\uFEFF${csvLine(columns)}` : jsonLine({ export: 'Lectern audit log', version: 1, isWhole })
  const readLines = async (window: Window) => {
    if (performance.now() - callerReadAt > rightsMs) {
      caller = await getCaller()
      // Lines of other rights have another format, and leave out other events.
      if (JSON.stringify(readRights(caller)) !== rightsAtStart) throw forbidden('export the audit log')
      callerReadAt = performance.now()
    }
    const mayAudit = isPermitted(caller, 'audit.read')
    if (mayAudit && !isCsv)
      return (await readChainedEvents(database, caller, filter, window)).map(event => lineOf(event, chainedLine(event)))
    const events = await readExportedEvents(database, caller, filter, window)
    return events.map(event => lineOf(event, isCsv ? csvOf(event, mayAudit) : jsonOf(event)))
  }
  // What happens from now on is not part of the file, and neither are its checkpoints.
  const range = await readRange(database, filter, {})
  let count = 0
  if (range)
    for await (const lines of exportedPages(range, readLines)) {
      count += lines.length
      yield lines.map(({ line }) => line).join('')
    }
  if (isCsv) return
  if (range)
    for (const checkpoint of await exportedCheckpoints(database, caller, range.last.sequence))
      yield checkpointLine(checkpoint)
  yield jsonLine({ end: true, events: count })
}

const jsonLine = (value: object) => `${JSON.stringify(value)}\n`

const lineOf = ({ sequence }: { sequence: bigint }, line: string) => ({ sequence, line })

/** With the text that the hash covers, for readers of the whole log. */
const chainedLine = ({ previousHash, hash, json }: ChainedEvent) =>
  `{"previousHash":"${previousHash}","hash":"${hash}","event":${json}}\n`

/** What the API shows of an event to those who may not read the whole log. */
function jsonOf({ sequence, actorKind, actorName, subjectId, ip, requestId, hash, ...event }: ExportedEvent): string {
  const actor = { kind: actorKind, name: actorName }
  return jsonLine({
    event: { sequence: Number(sequence), ...event, actor, subjectId: globalId(event.subjectType, subjectId) },
  })
}

function csvOf(event: ExportedEvent, mayAudit: boolean): string {
  const json = (value: unknown) => (value === null ? '' : JSON.stringify(value))
  return csvLine([
    ...[String(event.sequence), event.at.toISOString(), event.action, event.actorKind, event.actorName],
    ...[event.subjectType, globalId(event.subjectType, event.subjectId), event.package ?? '', event.environment ?? ''],
    ...[event.summary, json(event.before), json(event.after)],
    ...(mayAudit ? [event.ip ?? '', event.requestId ?? '', event.hash] : ['', '', '']),
  ])
}

const checkpointLine = ({ sequence, hash, at, publicKey, signature }: SignedCheckpoint) =>
  jsonLine({
    checkpoint: { sequence: Number(sequence), hash: hex(hash), at },
    publicKey: hex(publicKey),
    signature: hex(signature),
  })
