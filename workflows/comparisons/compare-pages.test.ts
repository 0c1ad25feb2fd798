import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { requestComparison } from '@lectern/domain/comparisons/page-comparisons'
import { expect, test } from 'vitest'
import { resolveChromium } from '../../sandbox/programs/chromium.ts'
import { comparisonPrefix } from '../storage/keys.ts'
import { getBuffer } from '../storage/s3.ts'
import { countBytesBelow } from '../storage/s3-versions.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const chromium = { path: await resolveChromium(), isSandboxed: process.getuid?.() !== 0 }

/** Compares the draft with release 1, as a click does, and waits for the end. */
async function compare(backEnd: BackEnd) {
  const { database, pkg, until } = backEnd
  const input = { packageId: pkg.id, fromNumber: 1, toNumber: null }
  const { id } = await change(database, systemActor, tx => requestComparison(tx, systemActor, input))
  await tryWake(backEnd, { workflow: 'compare', packageId: pkg.id })
  await until(() => database.pageComparison.findFirst({ where: { id, finishedAt: { not: null } } }))
  return database.pageComparison.findUniqueOrThrow({
    where: { id },
    include: { pages: { orderBy: { number: 'asc' } } },
  })
}

async function publishRelease(backEnd: BackEnd) {
  const { id } = await backEnd.publish()
  await backEnd.until(() => backEnd.database.publication.findFirst({ where: { id, status: 'SUCCEEDED' } }))
}

const page = (body: string) => `<!doctype html><html><head></head><body style="margin: 0">${body}</body></html>`
const square = (color: string) =>
  `<div style="position: absolute; left: 200px; top: 100px; width: 80px; height: 60px; background: ${color}"></div>`

test('takes pictures of changed pages and of pages that use a changed file, and finds where they differ', async () => {
  const backEnd = await buildBackEnd(
    {
      'index.html': page(square('red')),
      'same.html': page('The same'),
      'styled.html': page('<link rel="stylesheet" href="css/box.css"><p>Text</p>'),
      'busy.html': page('<script>1</script>'),
      'css/box.css': 'p { background: white }',
    },
    { chromium },
  )
  const { database, store } = backEnd
  await backEnd.synchronize()
  await publishRelease(backEnd)
  await backEnd.write('index.html', page(square('blue')))
  await backEnd.write('css/box.css', 'p { background: green; height: 50px; margin: 0 }')
  await backEnd.write('busy.html', page('<script>for (;;);</script>'))
  await backEnd.write('new.html', page('New'))
  await backEnd.synchronize()
  const { id, status, problem, changedPages, pages } = await compare(backEnd)
  expect({ status, problem, changedPages }).toEqual({ status: 'DONE', problem: null, changedPages: 3 })
  expect(pages.map(({ path, boxes, problem }) => ({ path, boxes, problem }))).toEqual([
    { path: 'busy.html', boxes: null, problem: expect.objectContaining({ code: 'PAGE_TIMEOUT' }) },
    { path: 'index.html', boxes: [{ x: 200, y: 100, width: 80, height: 60 }], problem: null },
    { path: 'styled.html', boxes: [expect.objectContaining({ x: 0, y: 0, width: 1280 })], problem: null },
  ])
  expect(pages[1]!.changedShare).toBeCloseTo((80 * 60) / (1280 * 800), 6)
  const picture = await getBuffer(store, `comparisons/${id}/2/after.png`, pages[1]!.afterVersion!)
  expect(picture.subarray(1, 4).toString()).toBe('PNG')

  // Asking again gives the same one. After seven days, the cleanup removes it with its pictures.
  expect((await compare(backEnd)).id).toBe(id)
  await database.pageComparison.update({ where: { id }, data: { expiresAt: new Date() } })
  const clean = (dryRun: boolean) =>
    backEnd.temporal.workflow.execute('cleanup', {
      taskQueue: 'lectern',
      workflowId: `cleanup-${crypto.randomUUID()}`,
      args: [{ dryRun }],
    })
  expect(await clean(true)).toMatchObject({ comparisons: 1 })
  expect(await database.pageComparison.count()).toBe(1)
  expect(await clean(false)).toMatchObject({ comparisons: 1 })
  expect(await database.pageComparison.count()).toBe(0)
  expect(await countBytesBelow(store, comparisonPrefix(id))).toBe(0)
}, 300_000)
