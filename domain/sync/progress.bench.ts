/**
 * `DATABASE_URL=… node domain/sync/progress.bench.ts <tokens> <seconds>`: builds a package with an open sync run, and API
 * tokens that may read it. Prints the slug and the tokens as JSON, waits for a line on stdin, and then records progress as a
 * lane does, four times a second. `bytesDone` is the time of the record in microseconds, so that subscribers can tell
 * how late they got it. Prints the number of records, and exits.
 */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createToken } from '../access/api-tokens.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { openDatabase } from '../database.ts'
import { buildOpenRun, buildPackage } from '../test/factories.ts'
import { notify } from '../transaction.ts'

const intervalMs = 250

const [tokenCount, seconds] = process.argv.slice(2).map(Number) as [number, number]
const database = openDatabase(process.env.DATABASE_URL!, 4)
const pkg = await buildPackage(database, { slug: 'live' })
const run = await buildOpenRun(database, { packageId: pkg.id })
await database.syncRun.update({
  where: { id: run.id },
  data: { calculated: true, phase: 'COPYING', filesTotal: 1_000_000, bytesTotal: BigInt(Number.MAX_SAFE_INTEGER) },
})
const tokens: string[] = []
for (let number = 1; number <= tokenCount; number++) {
  const input = { name: `Subscriber ${number}`, role: 'AUDITOR' } as const
  tokens.push((await change(database, systemActor, tx => createToken(tx, systemActor, input))).secret)
}
console.log(JSON.stringify({ slug: pkg.slug, tokens }))
await once(process.stdin, 'data')

let records = 0
const startedAt = performance.now()
for (; records < (seconds * 1000) / intervalMs; records++) {
  await sleep(Math.max(startedAt + records * intervalMs - performance.now(), 0))
  const bytesDone = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000))
  await database.$transaction(async tx => {
    await tx.syncRun.update({ where: { id: run.id }, data: { filesDone: { increment: 1 }, bytesDone } })
    await notify(tx, pkg.id)
  })
}
await database.$disconnect()
console.log(JSON.stringify({ records }))
process.exit(0)
