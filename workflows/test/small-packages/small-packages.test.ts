import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { rootPageOfRevision } from '@lectern/domain/files/root-page-facts'
import { rootPageFindings } from '@lectern/domain/findings/root-page-finding'
import { setBudget } from '@lectern/domain/transcode/cost/budget'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import { videosOfRevision } from '@lectern/domain/transcode/package-videos'
import { expect, test } from 'vitest'
import { concurrently } from '../../concurrently.ts'
import { buildBackEnd } from '../back-end.ts'
import { packages } from './packages.ts'
import type { SmallPackage } from './small-package.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>
type Expected = Omit<SmallPackage, 'files'>

/** A package takes about a second, or ten on a busy machine. */
const timeoutMs = 120_000 + Object.keys(packages).length * 10_000

/** All packages share one database, as in production: what one package holds must not change another one. */
test('finds in each small package what its table says', { timeout: timeoutMs }, async () => {
  const backEnd = await buildBackEnd({ 'index.html': '' })
  // A budget that is used up keeps the videos from being encoded. Only what a synchronization finds counts here.
  await change(backEnd.database, systemActor, tx => setBudget(tx, { amountMicros: 1n, currency: 'USD' }))
  const entries = Object.entries(packages)
  await concurrently(4, entries, ([name, { files }]) => write(backEnd, name, files))
  const actual: Record<string, Expected> = {}
  await concurrently(4, entries, async ([name]) => {
    actual[name] = await synchronize(backEnd, name)
  })
  const expected = entries.map(([name, { files: _, ...rest }]) => [name, rest])
  expect(actual).toEqual(Object.fromEntries(expected))
})

async function write({ at }: BackEnd, name: string, files: SmallPackage['files']) {
  for (const [path, content] of Object.entries(files)) {
    const target = at(`../${name}/${path}`)
    await mkdir(path.endsWith('/') ? target : dirname(target), { recursive: true })
    if (!path.endsWith('/')) await writeFile(target, typeof content === 'function' ? await content() : content)
  }
}

async function synchronize(backEnd: BackEnd, name: string): Promise<Expected> {
  const { database } = backEnd
  const pkg = await backEnd.makePackage(`/${name}`)
  const { status, error } = await backEnd.synchronize(false, pkg)
  expect({ name, status, error }).toEqual({ name, status: 'SUCCEEDED', error: null })
  const current = { packageId: pkg.id, untilRevision: null }
  const rootPage = await rootPageOfRevision(database, { packageId: pkg.id, revision: 1 }, null)
  const findings = await database.finding.findMany({ where: current, orderBy: [{ path: 'asc' }, { line: 'asc' }] })
  const videos = await videosOfRevision(database, pkg.id, 1, profile)
  return {
    rootPage: rootPage.page,
    findings: [...rootPageFindings(rootPage), ...findings].map(({ code, path, line }) =>
      [code, path, line].filter(part => part !== null).join(' '),
    ),
    videos: videos
      .filter(({ encodedAs, playsFromFile, problem }) => !playsFromFile && !problem && encodedAs === null)
      .map(({ path }) => path)
      .sort(),
  }
}
