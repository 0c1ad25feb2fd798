import { afterAll, beforeAll, expect, test } from 'vitest'
import { disturbances } from './mixtures/disturbances.ts'
import { DisturbedPackage } from './mixtures/disturbed-package.ts'
import { randomFrom, randomSeed } from './mixtures/random.ts'
import { disturbSyncs, expectSynchronized } from './mixtures/syncs.ts'
import { RunningLectern } from './running-lectern.ts'

// Faults of Dropbox and S3 and killed processes do not change the result: each run ends, and the draft equals the folder.
let lectern: RunningLectern
/** Matches operations and kinds of faults that can only occur with a file of several parts. */
const concernsParts = /Part|Multipart|ignore-range|change/

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

const isTooManyRequests = ([, fault]: (typeof disturbances)[number]) => fault.status === 429
/** "Too many requests" slows down all calls of a Lectern, so these faults would hold up the packages of the others. */
const groups = {
  'every fault alone': disturbances.filter(disturbance => !isTooManyRequests(disturbance)),
  'each kind of too many requests': disturbances.filter(isTooManyRequests),
}

test.each(Object.entries(groups))(
  `synchronizes correctly under %s (seed ${randomSeed})`,
  { timeout: 600_000 },
  async (name, group) => {
    const packages: DisturbedPackage[] = []
    const prefix = (index: number) => `${name.replaceAll(' ', '-')}-${index}-`
    for (const [index, [, fault]] of group.entries()) {
      const hasLarge = concernsParts.test(`${fault.operation} ${fault.kind}`)
      const random = randomFrom(randomSeed + index)
      packages.push(await new DisturbedPackage(lectern, prefix(index), random, { hasLarge }).create())
    }
    await lectern.addFaults(...group.map(([, fault], index) => ({ times: 1, ...fault, match: prefix(index) })))
    const synchronizeAll = async () => {
      await Promise.all(packages.map(pkg => pkg.synchronize()))
      await Promise.all(packages.map((pkg, index) => expectSynchronized(pkg, group[index]![0])))
    }
    await synchronizeAll()
    // Faults that can only strike a delta occur in the second run.
    for (const pkg of packages) pkg.changeFiles()
    await synchronizeAll()
    const { left } = await lectern.faults()
    expect(left.map(fault => `${fault.operation} ${fault.kind} ${fault.status ?? ''}`)).toEqual([])
  },
)

test.each([1, randomSeed])(
  'synchronizes correctly under mixed faults while worker and server are killed (seed %d)',
  { timeout: 600_000 },
  seed => disturbSyncs(lectern, { seed, packageCount: 10, rounds: 1 }),
)
