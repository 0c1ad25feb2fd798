/**
 * `node domain/audit-log/find-events.bench.ts`: reads pages of the audit log of DATABASE_URL with each filter, and prints the
 * milliseconds of each as JSON. `npm run bench -- audit` makes the rows and runs it.
 */
import type { Caller, Right } from '../access/permissions.ts'
import { type AuditEvent, openDatabase } from '../database.ts'
import type { EventFilter } from './event-filter.ts'
import { countEvents, findEvents } from './find-events.ts'

const pages = 20
const database = openDatabase(process.env.DATABASE_URL!, 2)
const callerWith = (right: Partial<Right>): Caller => ({
  actor: { kind: 'SYSTEM', name: 'Bench' },
  rights: [{ role: 'AUDITOR', packageId: null, environmentId: null, ...right }],
})
const auditor = callerWith({})
const { sequence: last } = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
const at = async (share: number) => {
  const sequence = BigInt(Math.ceil(Number(last) * share)) || 1n
  const [event] = await findEvents(database, auditor, {}, { upTo: sequence, take: 1, newest: true })
  return event!
}
const find = async (fits: (event: AuditEvent) => boolean) => {
  for (let after = 0n; ; after += 500n) {
    const events = await findEvents(database, auditor, {}, { after, take: 500 })
    const found = events.find(fits)
    if (found) return found
    if (events.length === 0) throw new Error('There is no such event.')
  }
}
const keyOf = ({ actor }: AuditEvent) => actor as { userId?: string; tokenId?: string }
const byUser = await find(event => keyOf(event).userId !== undefined)
const byToken = await find(event => keyOf(event).tokenId !== undefined)
const inBoth = await find(({ packageId, environmentId }) => packageId !== null && environmentId !== null)
const [early, late] = [await at(0.4), await at(0.5)]

const filters: Record<string, [EventFilter, Caller?]> = {
  'no filter': [{}],
  'a frequent action': [{ actions: ['test.action0'] }],
  'a rare action': [{ actions: ['test.action39'] }],
  'an action that never happened': [{ actions: ['test.never'] }],
  'ten actions': [{ actions: Array.from({ length: 10 }, (_, number) => `test.action${number * 4}`) }],
  'a person': [{ actor: { kind: 'userId', key: keyOf(byUser).userId! } }],
  'a token': [{ actor: { kind: 'tokenId', key: keyOf(byToken).tokenId! } }],
  'a type of subject': [{ subjectType: 'Environment' }],
  'a subject': [{ subjectType: inBoth.subjectType, subjectId: inBoth.subjectId }],
  'a package': [{ packageIds: [inBoth.packageId!] }],
  'an environment': [{ environmentIds: [inBoth.environmentId!] }],
  'a time': [{ from: early.at, to: late.at }],
  'a package and a time': [{ packageIds: [inBoth.packageId!], from: early.at, to: late.at }],
  'a person and an action': [{ actor: { kind: 'userId', key: keyOf(byUser).userId! }, actions: ['test.action5'] }],
  'a word in every event': [{ search: 'synchronized' }],
  'a frequent word': [{ search: 'word0' }],
  'a rare word': [{ search: 'word19999' }],
  'a word that never occurs': [{ search: 'nowhere' }],
  'two words': [{ search: 'word1 package' }],
  'a name': [{ search: 'person 39' }],
  'a word and a package': [{ search: 'word19', packageIds: [inBoth.packageId!] }],
  'no filter, as author of one package': [{}, callerWith({ role: 'AUTHOR', packageId: inBoth.packageId! })],
  'no filter, as auditor of one environment': [{}, callerWith({ environmentId: inBoth.environmentId! })],
  'no filter, as author everywhere': [{}, callerWith({ role: 'AUTHOR' })],
}

const results: Record<string, { pageMs: number[]; countMs: number }> = {}
for (const [name, [filter, caller = auditor]] of Object.entries(filters)) {
  const pageMs: number[] = []
  for (let page = 0; page <= pages; page++) {
    // The newest page, the oldest one, and pages in between in both directions.
    const share = BigInt(Math.floor((Number(last) * page) / pages))
    const range = page % 2 === 0 ? { upTo: last - share, newest: true } : { after: share - last / BigInt(pages) }
    const read = () => time(() => findEvents(database, caller, filter, { ...range, take: 51 }))
    pageMs.push([await read(), await read(), await read()].sort((a, b) => a - b)[1]!)
  }
  results[name] = { pageMs, countMs: await time(() => countEvents(database, caller, filter)) }
}
console.log(JSON.stringify(results))
await database.$disconnect()

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
