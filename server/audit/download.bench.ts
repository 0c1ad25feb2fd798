/**
 * `node server/audit/download.bench.ts <events>`: answers downloads of the newest events of DATABASE_URL, which another
 * process reads, and prints this process's memory as JSON. `npm run bench -- audit` makes the rows and runs it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventFilter } from '@lectern/domain/audit-log/event-filter'
import { type AuditExportKind, createExportTicket } from '@lectern/domain/audit-log/export-tickets'
import { findEvents } from '@lectern/domain/audit-log/find-events'
import { openDatabase } from '@lectern/domain/database'
import { pino } from 'pino'
import { buildCaller, buildGrant, buildUser } from '../../domain/test/factories.ts'
import { downloadExport, exportPath } from './download.ts'

const eventCount = BigInt(process.argv[2]!)
const database = openDatabase(process.env.DATABASE_URL!, 2)
const log = pino({ level: 'silent' })
const server = createServer(
  (message, response) => void downloadExport({ database, log }, message.url!, message, response),
)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo

const { id: userId, name } = await buildUser(database)
await buildGrant(database, { userId, role: 'AUDITOR' })
const { sequence: last } = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
const filterOfNewest = async (count: bigint) => {
  const [first] = await findEvents(database, buildCaller(), {}, { upTo: last - count + 1n, take: 1, newest: true })
  return first ? { from: first.at } : {}
}

const consumer = `let bytes = 0; const { body } = await fetch(process.argv[1]); for await (const chunk of body) bytes += chunk.length; console.log(bytes)`

/** Downloads the newest events in another process, and returns the number of bytes. */
async function download(kind: AuditExportKind, filter: EventFilter): Promise<number> {
  const by = { actor: { kind: 'USER' as const, name, userId } }
  const { result } = await database.$transaction(tx => createExportTicket(tx, by, { kind, filter }))
  const url = `http://127.0.0.1:${port}${exportPath}${result.secret}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', consumer, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')])
  return Number(String(output[0]))
}

const kinds = ['AUDIT_CSV', 'AUDIT_JSONL'] as const
// A server that has just started has not yet loaded and compiled what it needs.
for (const kind of kinds) await download(kind, await filterOfNewest(eventCount / 1_000n))
const filter = await filterOfNewest(eventCount)
await sleep(2_000)
const idle = residentBytes('VmRSS')
const results: object[] = []
for (const kind of kinds) {
  writeFileSync('/proc/self/clear_refs', '5')
  const startedAt = performance.now()
  const bytes = await download(kind, filter)
  const seconds = (performance.now() - startedAt) / 1000
  results.push({ kind, idle, peak: residentBytes('VmHWM'), seconds, bytes })
}
console.log(JSON.stringify(results))
process.exit(0)

function residentBytes(line: 'VmRSS' | 'VmHWM'): number {
  const match = new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))
  return Number(match?.[1]) * 1024
}
