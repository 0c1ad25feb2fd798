import { deepEqual } from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningLectern } from '../running-lectern.ts'
import { disturbances } from './disturbances.ts'
import { DisturbedPackage } from './disturbed-package.ts'
import { randomFrom } from './random.ts'

/** The share of all faults that strike one package in one round. */
const faultShare = 0.12

/** Fails unless the package's latest sync run succeeded and its draft equals its Dropbox folder, byte for byte. */
export async function expectSynchronized(pkg: DisturbedPackage, label: string): Promise<void> {
  const { status, error } = await pkg.waitForRun()
  deepEqual({ label, status, error }, { label, status: 'SUCCEEDED', error: null })
  deepEqual({ label, differences: await pkg.differences() }, { label, differences: [] })
}

/**
 * Synchronizes packages side by side, in rounds, while random faults strike each of them and worker and server are
 * killed. After each round every draft must equal its folder.
 */
export async function disturbSyncs(
  lectern: RunningLectern,
  { seed, packageCount, rounds }: { seed: number; packageCount: number; rounds: number },
): Promise<void> {
  const random = randomFrom(seed)
  const packages: DisturbedPackage[] = []
  for (let number = 0; number < packageCount; number++) {
    const options = { hasLarge: number % 5 === 0 }
    const name = `syncs-${seed}-${number}-`
    packages.push(await new DisturbedPackage(lectern, name, randomFrom(seed + 1000 + number), options).create())
  }
  for (let round = 0; round < rounds; round++) {
    await lectern.clearFaults()
    for (const pkg of packages) {
      const faults = disturbances.filter(() => random() < faultShare)
      await lectern.addFaults(
        ...faults.map(([, fault]) => ({ ...fault, times: 1 + Math.floor(random() * 2), match: pkg.name })),
      )
    }
    await Promise.all(packages.map(pkg => pkg.synchronize()))
    for (const victim of random() < 0.5 ? (['worker', 'server'] as const) : (['server', 'worker'] as const)) {
      await sleep(500 + random() * 2500)
      lectern.kill(victim)
    }
    const labelOf = (number: number) => `syncs, seed ${seed}, round ${round}, package ${number}`
    await Promise.all(packages.map((pkg, number) => expectSynchronized(pkg, labelOf(number))))
    for (const pkg of packages) pkg.changeFiles()
  }
  await lectern.clearFaults()
}
