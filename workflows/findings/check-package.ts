import type { MessagePort } from 'node:worker_threads'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { StoredText } from '@lectern/domain/findings/text-analyses'
import type { DraftCheck } from '@lectern/domain/sync/draft'
import type { TextKind } from '../files/text-kind.ts'
import { groupByCause } from './causes.ts'
import { misspelledPaths } from './misspelled-paths.ts'
import { type PreparedPackage, preparePackage } from './package/package.ts'
import { markVideos } from './package/video-kinds.ts'
import { rules } from './rules/rules.ts'
import { usedMediaTypes } from './used-media-types.ts'

/**
 * What the rules found in a package, its videos, the files and folders that links spell with other letter case, and the
 * media types of files that pages use as something else than their names say, by path. All but the findings are null if
 * the package could not be checked: they stay as they are.
 */
export type PackageCheck = Omit<DraftCheck, 'checkedWith'>

/**
 * How many references of a package are read, and how many links are kept for the rules. Both bound the time and memory
 * of a check. A lesson of 1,000 pages has some 100,000 references, and the rules check few of them.
 */
const maxReferences = 2_000_000
const maxKeptLinks = 300_000

/**
 * Checks a package by all rules, in a thread. Receives the texts through a port, batch by batch, so that they are never
 * in memory together. Returns null if the package has too many links.
 */
export async function checkPackage(examined: ExaminedPackage, port: MessagePort): Promise<PackageCheck | null> {
  const { addText, finish } = preparePackage(examined)
  let referenceCount = 0
  let keptCount = 0
  for await (const batch of receiveBatches(port))
    for (const { path, kind, references, facts } of batch) {
      const text = { path, kind: kind as TextKind, references: JSON.parse(references), facts: JSON.parse(facts) }
      referenceCount += text.references.length
      keptCount += addText(text)
      if (referenceCount > maxReferences || keptCount > maxKeptLinks) return null
    }
  return applyRules(finish())
}

/** Asks for the next batch of texts until one is empty. */
async function* receiveBatches(port: MessagePort): AsyncGenerator<StoredText[]> {
  for (;;) {
    const received = new Promise<StoredText[]>(resolve => port.once('message', resolve))
    port.postMessage('next')
    const batch = await received
    if (batch.length === 0) return
    yield batch
  }
}

/** Applies all rules to a package. Findings are sorted by their first place: path and line. */
export function applyRules(pkg: PreparedPackage): PackageCheck {
  const found = rules.flatMap(({ code, severity, find }) => find(pkg).map(found => ({ severity, ...found, code })))
  return {
    findings: groupByCause(found),
    videos: markVideos(pkg),
    sounds: pkg.brokenSounds.map(({ path }) => path),
    misspelledPaths: misspelledPaths(pkg),
    usedMediaTypes: usedMediaTypes(pkg),
  }
}
