import { currentCaller } from '@lectern/domain/access/current-caller'
import { type Caller, isPermitted, readRights } from '@lectern/domain/access/permissions'
import type { Actor } from '@lectern/domain/audit/actor'
import { eventFilter } from '@lectern/domain/audit-log/event-filter'
import { type ExportedEvent, exportedCheckpoints, exportedEvents } from '@lectern/domain/audit-log/exported-events'
import type { Database, ExportTicket, SignedCheckpoint } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { globalId } from '@lectern/domain/global-id'
import { csvLine } from './csv-line.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const columns = [
  ...['number', 'time', 'action', 'actor kind', 'actor', 'subject type', 'subject id', 'package', 'environment'],
  ...['summary', 'before', 'after', 'ip', 'request id', 'hash'],
]

/**
 * The file of an export, in pieces. The rights are those that the person or token has while it is written: FORBIDDEN when
 * there are none at the start, and an error when they end on the way. `docs/api.md` describes the formats.
 */
export async function* exportLines(database: Database, ticket: ExportTicket): AsyncGenerator<string> {
  const getCaller = async (): Promise<Caller> => {
    const caller = await currentCaller(database, ticket.requestedBy as Actor)
    if (!caller || readRights(caller).length === 0) throw forbidden('export the audit log')
    return caller
  }
  const filter = eventFilter.parse(ticket.filter)
  let caller = await getCaller()
  const isCsv = ticket.kind === 'AUDIT_CSV'
  const isWhole = isPermitted(caller, 'audit.read') && Object.values(filter).every(value => value === undefined)
  // Spreadsheets read a file as UTF-8 only with this mark.
  yield isCsv ? `\uFEFF${csvLine(columns)}` : jsonLine({ export: 'Lectern audit log', version: 1, isWhole })
  let count = 0
  const pages = exportedEvents(database, filter, async () => {
    caller = await getCaller()
    return caller
  })
  for await (const events of pages) {
    count += events.length
    const mayAudit = isPermitted(caller, 'audit.read')
    yield events.map(event => (isCsv ? csvOf(event, mayAudit) : jsonOf(event, mayAudit))).join('')
  }
  if (isCsv) return
  for (const checkpoint of await exportedCheckpoints(database, caller)) yield checkpointLine(checkpoint)
  yield jsonLine({ end: true, events: count })
}

const jsonLine = (value: object) => `${JSON.stringify(value)}\n`

/** With the text that the hash covers for readers of the whole log. Others get what the API shows them. */
function jsonOf(event: ExportedEvent, mayAudit: boolean): string {
  if (mayAudit)
    return `{"previousHash":"${hex(event.previousHash)}","hash":"${hex(event.hash)}","event":${event.json}}\n`
  const { sequence, at, action, actor, subjectType, subjectId, summary, before, after } = event
  const { kind, name } = actor as Actor
  const facts = { sequence: Number(sequence), at, action, actor: { kind, name }, subjectType, summary, before, after }
  const scope = { package: event.package, environment: event.environment }
  return jsonLine({ event: { ...facts, subjectId: globalId(subjectType, subjectId), ...scope } })
}

function csvOf(event: ExportedEvent, mayAudit: boolean): string {
  const { kind, name } = event.actor as Actor
  const json = (value: unknown) => (value === null ? '' : JSON.stringify(value))
  return csvLine([
    ...[String(event.sequence), event.at.toISOString(), event.action, kind, name, event.subjectType],
    ...[globalId(event.subjectType, event.subjectId), event.package ?? '', event.environment ?? '', event.summary],
    ...[json(event.before), json(event.after)],
    ...(mayAudit ? [event.ip ?? '', event.requestId ?? '', hex(event.hash)] : ['', '', '']),
  ])
}

const checkpointLine = ({ sequence, hash, at, publicKey, signature }: SignedCheckpoint) =>
  jsonLine({
    checkpoint: { sequence: Number(sequence), hash: hex(hash), at },
    publicKey: hex(publicKey),
    signature: hex(signature),
  })
