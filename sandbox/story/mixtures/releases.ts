import { deepEqual, equal, ok } from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as operations from '../operations.ts'
import type { GraphqlData, RunningLectern } from '../running-lectern.ts'
import { randomFrom } from './random.ts'
import { Reader } from './reader.ts'

const paths = ['index.html', 'style.css', 'script.js', ...Array.from({ length: 9 }, (_, page) => `pages/${page}.html`)]
/** A process is killed in every step with this number. */
const stepsPerKill = 20
/** Milliseconds that the content host may keep showing the release before: it caches the pointer for one second. */
const pointerCacheMs = 1_500

/** Writes all files of a package again. Each says which edition it belongs to. */
export function writeEdition(folder: string, edition: number): void {
  mkdirSync(join(folder, 'pages'), { recursive: true })
  for (const path of paths) writeFileSync(join(folder, path), `<html><body>edition ${edition} of ${path}</body></html>`)
}

/** The edition that a file says it belongs to. */
export const editionOf = (text: string) => Number(/edition (\d+) of/.exec(text)?.[1])

const deploy = `mutation ($slug: String!, $number: Int!) {
  deployRelease(package: $slug, release: $number, environment: "production") { release { number } } }`

/** Executes an operation until the server answers: it may just have been killed, and repeating does no harm. */
const executeUntilAnswered = (lectern: RunningLectern, query: string, variables: Record<string, unknown>) =>
  lectern.waitUntil(query, variables, () => true, 30)

/** Synchronizes a package and waits for the end of the run. */
export async function synchronize(lectern: RunningLectern, slug: string): Promise<void> {
  await executeUntilAnswered(lectern, operations.synchronize, { slug })
  const isFinished = (data: GraphqlData) => data.package.currentSyncRun === null
  const data = await lectern.waitUntil(operations.packageState, { slug }, isFinished, 60, 50)
  equal(data.package.syncRuns.nodes[0].status, 'SUCCEEDED')
}

async function publish(lectern: RunningLectern, slug: string): Promise<number> {
  const { id } = (await executeUntilAnswered(lectern, operations.publish, { slug })).publishPackage
  const isFinished = (data: GraphqlData) => data.publication.finishedAt !== null
  const { publication } = await lectern.waitUntil(operations.publication, { id }, isFinished, 60, 50)
  deepEqual([publication.status, publication.error], ['SUCCEEDED', null])
  return publication.release.number
}

/**
 * Publishes, promotes, and rolls back releases of one package while processes are killed and a reader loads all its files
 * again and again. Each reading must show one whole release, and one that was deployed at that time.
 */
export async function readDuringReleases(
  lectern: RunningLectern,
  { seed, steps }: { seed: number; steps: number },
): Promise<void> {
  const random = randomFrom(seed)
  const name = `releases-${seed}`
  const folder = join(lectern.dropboxFolder, name)
  let edition = 1
  writeEdition(folder, edition)
  const { slug } = (await lectern.execute(operations.createPackage, { path: `/${name}` })).createPackage
  await synchronize(lectern, slug)
  const editions = new Map<number, number>()
  const deployed: { number: number; from: number; until: number }[] = []
  const record = async (change: () => Promise<number>) => {
    const from = Date.now()
    const number = await change()
    editions.set(number, editions.get(number) ?? edition)
    if (deployed.length > 0) deployed.at(-1)!.until = Date.now()
    deployed.push({ number, from, until: Number.POSITIVE_INFINITY })
  }
  await record(() => publish(lectern, slug))

  const reader = new Reader(`${lectern.sandbox.content}/production/${slug}/`, paths)
  reader.start()
  const victims = ['worker', 'server', 'temporal', 's3', 'postgres'] as const
  for (let step = 1; step <= steps; step++) {
    if (step % stepsPerKill === 0) lectern.kill(victims[Math.floor(random() * victims.length)]!)
    const choice = random()
    if (choice < 0.2) {
      writeEdition(folder, ++edition)
      await synchronize(lectern, slug)
    }
    if (choice < 0.5) await record(() => publish(lectern, slug))
    else {
      const numbers = [...editions.keys()]
      const number = numbers[Math.floor(random() * numbers.length)]!
      const deployAgain = () => executeUntilAnswered(lectern, deploy, { slug, number })
      await record(async () => (await deployAgain()).deployRelease.release.number)
    }
  }
  const readings = await reader.stop()

  const label = `releases, seed ${seed}`
  ok(readings.length > steps / 4, `${label}: only ${readings.length} readings`)
  for (const { number, contents, requestedAt, respondedAt } of readings) {
    const seen = [...new Set([...contents.values()].map(editionOf))]
    deepEqual({ label, number, seen }, { label, number, seen: [editions.get(number)] })
    const isInTime = deployed.some(
      one => one.number === number && one.from <= respondedAt && one.until + pointerCacheMs >= requestedAt,
    )
    ok(isInTime, `${label}: release ${number} was read at ${requestedAt}, but was not deployed then`)
  }
  await lectern.waitUntilReady()
  // A number that was never deployed answers nobody.
  const unused = Math.max(...editions.keys()) + 1
  const beyond = await fetch(`${lectern.sandbox.content}/production/${slug}/${unused}/index.html`)
  equal(beyond.status, 404)
}
