import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disturbances } from './disturbances.ts'
import { DisturbedPackage, randomFrom } from './disturbed-package.ts'
import { RunningLectern } from './running-lectern.ts'

// Whatever Dropbox and S3 do, and whoever is killed meanwhile: the run ends by itself, and the draft is the folder, byte for byte.
let lectern: RunningLectern
const seed = Number(process.env.LECTERN_TEST_SEED ?? Date.now() % 1_000_000)
/** Packages that are disturbed at the same time, and how often: a hundred mixtures in all. */
const sideBySide = 20
const rounds = 5
/** What can only strike a file of several parts. */
const concernsParts = /Part|Multipart|ignore-range|change/

beforeAll(async () => {
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

const several = async <T>(list: readonly T[], work: (one: T, index: number) => Promise<unknown>) =>
  void (await Promise.all(list.map(work)))

async function expectWhole(pkg: DisturbedPackage, what: string) {
  const run = await pkg.waitForRun()
  expect({ what, status: run.status, error: run.error }).toEqual({ what, status: 'SUCCEEDED', error: null })
  expect({ what, differences: await pkg.differences() }).toEqual({ what, differences: [] })
}

test(`every fault alone (seed ${seed})`, { timeout: 240_000 }, async () => {
  const packages: DisturbedPackage[] = []
  for (const [index, [, fault]] of disturbances.entries()) {
    const hasLarge = concernsParts.test(`${fault.operation} ${fault.kind}`)
    packages.push(
      await new DisturbedPackage(lectern, `alone-${index}-`, randomFrom(seed + index), { hasLarge }).create(),
    )
  }
  await lectern.addFaults(...disturbances.map(([, fault], index) => ({ times: 1, ...fault, match: `alone-${index}-` })))
  await several(packages, pkg => pkg.synchronize())
  await several(packages, (pkg, index) => expectWhole(pkg, disturbances[index]![0]))
  // What strikes only a delta has its turn in the second run.
  for (const pkg of packages) pkg.changeFiles()
  await several(packages, pkg => pkg.synchronize())
  await several(packages, (pkg, index) => expectWhole(pkg, disturbances[index]![0]))
  const { left } = await lectern.faults()
  expect(left.map(fault => `${fault.operation} ${fault.kind} ${fault.status ?? ''}`)).toEqual([])
})

test(`a hundred mixtures, with worker and server killed meanwhile (seed ${seed})`, { timeout: 600_000 }, async () => {
  const random = randomFrom(seed)
  const packages: DisturbedPackage[] = []
  for (let number = 0; number < sideBySide; number++)
    packages.push(
      await new DisturbedPackage(lectern, `mixed-${number}-`, randomFrom(seed + 1000 + number), {
        hasLarge: number % 5 === 0,
      }).create(),
    )
  for (let round = 0; round < rounds; round++) {
    await lectern.clearFaults()
    for (const pkg of packages) {
      const some = disturbances.filter(() => random() < 0.12)
      await lectern.addFaults(
        ...some.map(([, fault]) => ({ ...fault, times: 1 + Math.floor(random() * 2), match: pkg.name })),
      )
    }
    await several(packages, pkg => pkg.synchronize())
    for (const victim of random() < 0.5 ? (['worker', 'server'] as const) : (['server', 'worker'] as const)) {
      await sleep(500 + random() * 2500)
      lectern.kill(victim)
    }
    await several(packages, (pkg, index) => expectWhole(pkg, `round ${round}, package ${index}, seed ${seed}`))
    for (const pkg of packages) pkg.changeFiles()
  }
})
