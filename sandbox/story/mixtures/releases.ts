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
/** For so long the content host may keep showing the previous release: it caches the pointer for one second. */
const pointerCacheMs = 1_500

/** Writes all files of a package. Each contains the content number. */
export function writeContent(folder: string, contentNumber: number): void {
  mkdirSync(join(folder, 'pages'), { recursive: true })
  for (const path of paths)
    writeFileSync(join(folder, path), `<html><body>content ${contentNumber} of ${path}</body></html>`)
}

/** Returns the content number in the text of a file. */
export const contentNumberOf = (text: string) => Number(/content (\d+) of/.exec(text)?.[1])

const deploy = `mutation ($slug: String!, $number: Int!) {
  deployRelease(package: $slug, release: $number, environment: "production") { release { number } } }`

/** Repeats an idempotent operation until the server answers, because it may just have been killed. */
const executeUntilAnswered = (lectern: RunningLectern, query: string, variables: Record<string, unknown>) =>
  lectern.waitUntil(query, variables, () => true)

/**
 * Synchronizes a package and waits for the end of the newest run. `currentSyncRun` could already be null in an answer in
 * which `syncRuns` still shows the run before its end: fields of one answer are read one after the other.
 */
export async function synchronize(lectern: RunningLectern, slug: string): Promise<void> {
  await executeUntilAnswered(lectern, operations.synchronize, { slug })
  const isFinished = (data: GraphqlData) => data.package.syncRuns.nodes[0].finishedAt !== null
  const data = await lectern.waitUntil(operations.packageState, { slug }, isFinished, 240, 50)
  equal(data.package.syncRuns.nodes[0].status, 'SUCCEEDED')
}

/** Publishes the draft, and returns the number of the release that production shows then. */
async function publish(lectern: RunningLectern, slug: string): Promise<number> {
  const { id } = (await executeUntilAnswered(lectern, operations.publish, { slug })).publishPackage
  const isFinished = (data: GraphqlData) => data.publication.finishedAt !== null
  const { publication } = await lectern.waitUntil(operations.publication, { id }, isFinished, 240, 50)
  if (publication.blockers[0]?.code === 'NOTHING_CHANGED') return publication.package.deployments[0].release.number
  deepEqual([publication.status, publication.error], ['SUCCEEDED', null])
  return publication.release.number
}

/**
 * Publishes, promotes, and rolls back releases of one package while processes are killed and a reader keeps loading all
 * its files. Each reading must show the files of a single release, and one that was deployed at that time.
 */
export async function readDuringReleases(
  lectern: RunningLectern,
  { seed, steps }: { seed: number; steps: number },
): Promise<void> {
  const random = randomFrom(seed)
  const name = `releases-${seed}`
  const folder = join(lectern.dropboxFolder, name)
  let contentNumber = 1
  writeContent(folder, contentNumber)
  const { slug } = (await lectern.execute(operations.createPackage, { path: `/${name}` })).createPackage
  await synchronize(lectern, slug)
  const contentNumberByRelease = new Map<number, number>()
  const deployed: { number: number; from: number; until: number }[] = []
  const record = async (change: () => Promise<number>) => {
    const from = Date.now()
    const number = await change()
    contentNumberByRelease.set(number, contentNumberByRelease.get(number) ?? contentNumber)
    if (deployed.length > 0) deployed.at(-1)!.until = Date.now()
    deployed.push({ number, from, until: Number.POSITIVE_INFINITY })
  }
  await record(() => publish(lectern, slug))

  const reader = new Reader(`${lectern.sandbox.content}/production/${slug}/`, paths, () => lectern.waitUntilReady())
  reader.start()
  const victims = ['worker', 'server', 'temporal', 's3', 'postgres'] as const
  for (let step = 1; step <= steps; step++) {
    if (step % stepsPerKill === 0) lectern.kill(victims[Math.floor(random() * victims.length)]!)
    const choice = random()
    if (choice < 0.2) {
      writeContent(folder, ++contentNumber)
      await synchronize(lectern, slug)
    }
    if (choice < 0.5) await record(() => publish(lectern, slug))
    else {
      const numbers = [...contentNumberByRelease.keys()]
      const number = numbers[Math.floor(random() * numbers.length)]!
      const deployAgain = () => executeUntilAnswered(lectern, deploy, { slug, number })
      await record(async () => (await deployAgain()).deployRelease.release.number)
    }
  }
  const readings = await reader.stop()

  const label = `releases, seed ${seed}`
  ok(readings.length > steps / 4, `${label}: only ${readings.length} readings`)
  for (const { number, contents, requestedAt, respondedAt } of readings) {
    const seen = [...new Set([...contents.values()].map(contentNumberOf))]
    deepEqual({ label, number, seen }, { label, number, seen: [contentNumberByRelease.get(number)] })
    const isInTime = deployed.some(
      one => one.number === number && one.from <= respondedAt && one.until + pointerCacheMs >= requestedAt,
    )
    ok(isInTime, `${label}: release ${number} was read at ${requestedAt}, but was not deployed then`)
  }
  await lectern.waitUntilReady()
  // A release number that does not exist yet returns 404.
  const unused = Math.max(...contentNumberByRelease.keys()) + 1
  const response = await fetch(`${lectern.sandbox.content}/production/${slug}/${unused}/index.html`)
  equal(response.status, 404)
}
