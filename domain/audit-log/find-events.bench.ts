/**
 * `node domain/audit-log/find-events.bench.ts [words of a name]`: reads pages of the audit log of DATABASE_URL with each
 * filter, and prints the milliseconds of each as JSON. `npm run bench -- audit` makes the rows and runs it.
 */
import { randomUUID } from 'node:crypto'
import type { Caller, Right } from '../access/permissions.ts'
import { type AuditEvent, openDatabase } from '../database.ts'
import type { EventFilter } from './event-filter.ts'
import { countEvents, findEvents } from './find-events.ts'

const pages = 20
const selectedNames = process.argv[2] ?? ''
const database = openDatabase(process.env.DATABASE_URL!, 2)
const callerWith = (...rights: Partial<Right>[]): Caller => ({
  actor: { kind: 'SYSTEM', name: 'Bench' },
  rights: rights.map(right => ({ role: 'AUDITOR', packageId: null, environmentId: null, ...right })),
})
const auditor = callerWith({})
const { sequence: last } = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
const at = async (share: number) => {
  const sequence = BigInt(Math.ceil(Number(last) * share)) || 1n
  const [event] = await findEvents(database, auditor, {}, { upTo: sequence, take: 1, newest: true })
  return event!.at
}
const find = async (fits: (event: AuditEvent) => boolean) => {
  for (let after = 0n; ; after += 500n) {
    const events = await findEvents(database, auditor, {}, { after, take: 500 })
    const found = events.find(fits)
    if (found) return found
    if (events.length === 0) throw new Error('There is no such event.')
  }
}
const actorNamed = async (wanted: string): Promise<NonNullable<EventFilter['actor']>> => {
  const event = await find(({ actor }) => (actor as { name: string }).name === wanted)
  const { userId, tokenId } = event.actor as { userId?: string; tokenId?: string }
  return userId ? { kind: 'userId', key: userId } : { kind: 'tokenId', key: tokenId! }
}
const [frequentPerson, rarePerson, token] = [
  await actorNamed('Person 0'),
  await actorNamed('Person 39'),
  await actorNamed('Token 3'),
]
const { subjectType, subjectId, packageId, environmentId } = await find(
  event => event.packageId !== null && event.environmentId !== null,
)
const packageIds = [packageId!]
const environmentIds = [environmentId!]
const month = { from: await at(0.4), to: await at(0.44) }
const rareActions = ['test.action39']
const ofPackage = callerWith({ role: 'AUTHOR', packageId })
const ofTwoPackages = callerWith(
  { role: 'AUTHOR', packageId },
  {
    role: 'AUTHOR',
    packageId: (await find(event => event.packageId !== null && event.packageId !== packageId)).packageId,
  },
)
const ofEnvironment = callerWith({ environmentId })

const filters: Record<string, [EventFilter, Caller?]> = {
  'no filter': [{}],
  'a frequent action': [{ actions: ['test.action0'] }],
  'a rare action': [{ actions: rareActions }],
  'an action that never happened': [{ actions: ['test.never'] }],
  'ten actions': [{ actions: Array.from({ length: 10 }, (_, number) => `test.action${number * 4}`) }],
  'a person': [{ actor: rarePerson }],
  'a token': [{ actor: token }],
  'a type of subject': [{ subjectType: 'Environment' }],
  'a subject': [{ subjectType, subjectId }],
  'a package': [{ packageIds }],
  'an environment': [{ environmentIds }],
  'a time': [month],
  'a word in every event': [{ search: 'synchronized' }],
  'a frequent word': [{ search: 'word0' }],
  'a rare word': [{ search: 'word19999' }],
  'a word that never occurs': [{ search: 'nowhere' }],
  'the beginning of many words': [{ search: 'word19' }],
  'two words': [{ search: 'word1 package' }],
  'two words that meet rarely': [{ search: 'word0 "person 39"' }],
  'a name': [{ search: 'person 39' }],
  'a package and a time': [{ packageIds, ...month }],
  'a package and an environment': [{ packageIds, environmentIds }],
  'a person and a rare action': [{ actor: frequentPerson, actions: rareActions }],
  'a rare person and a rare action': [{ actor: rarePerson, actions: rareActions }],
  'a rare person and ten actions': [
    { actor: rarePerson, actions: Array.from({ length: 10 }, (_, number) => `test.action${30 + number}`) },
  ],
  'a person and an action that never meet': [{ actor: token, subjectType: 'Environment', actions: rareActions }],
  'a person, a package, and an environment': [{ actor: rarePerson, packageIds, environmentIds }],
  'a word and a package': [{ search: 'word19', packageIds }],
  'a word and a rare person': [{ search: 'word0', actor: rarePerson }],
  'a word and a time': [{ search: 'word0', ...month }],
  'all at once': [
    { search: 'word1', actor: frequentPerson, actions: ['test.action1', 'test.action2'], packageIds, ...month },
  ],
  'no filter, as author of one package': [{}, ofPackage],
  'a rare action, as author of one package': [{ actions: rareActions }, ofPackage],
  'a rare person, as author of one package': [{ actor: rarePerson }, ofPackage],
  'a type of subject, as author of one package': [{ subjectType: 'Environment' }, ofPackage],
  'an environment, as author of one package': [{ environmentIds }, ofPackage],
  'a time, as author of one package': [month, ofPackage],
  'a word, as author of one package': [{ search: 'word0' }, ofPackage],
  'no filter, as author of two packages': [{}, ofTwoPackages],
  'a rare person, as author of two packages': [{ actor: rarePerson }, ofTwoPackages],
  'a word, as author of two packages': [{ search: 'word0' }, ofTwoPackages],
  'no filter, as auditor of one environment': [{}, ofEnvironment],
  'a rare action, as auditor of one environment': [{ actions: rareActions }, ofEnvironment],
  'a package, as auditor of one environment': [{ packageIds }, ofEnvironment],
  'a word, as auditor of one environment': [{ search: 'word0' }, ofEnvironment],
  'no filter, as publisher of one package in one environment': [
    {},
    callerWith({ role: 'PUBLISHER', packageId, environmentId }),
  ],
  'no filter, as author everywhere': [{}, callerWith({ role: 'AUTHOR' })],
  'no filter, as author of a package without events': [{}, callerWith({ role: 'AUTHOR', packageId: randomUUID() })],
}

const results: Record<string, { pageMs: number[]; readMs: number[]; countMs: number }> = {}
for (const [name, [filter, caller = auditor]] of Object.entries(filters)) {
  if (!name.includes(selectedNames)) continue
  const [pageMs, readMs]: number[][] = [[], []]
  for (let page = 0; page <= pages; page++) {
    // The newest page, the oldest one, and pages in between in both directions.
    const share = BigInt(Math.floor((Number(last) * page) / pages))
    const range = page % 2 === 0 ? { upTo: last - share, newest: true } : { after: share - last / BigInt(pages) }
    const read = () => time(() => findEvents(database, caller, filter, { ...range, take: 51 }))
    const reads = [await read(), await read(), await read()]
    readMs!.push(...reads)
    pageMs!.push(reads.sort((a, b) => a - b)[1]!)
  }
  results[name] = { pageMs: pageMs!, readMs: readMs!, countMs: await time(() => countEvents(database, caller, filter)) }
}
console.log(JSON.stringify(results))
await database.$disconnect()

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
