import pg from 'pg'
import type { Page } from 'playwright-core'
import { below, type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import type { OpenAdmin } from './open-admin.ts'

const packageCount = 10_000
const rounds = 3
/** One turn of a wheel, in pixels, and how many there are in a round: about 600 rows. */
const [wheelPixels, wheelTurns] = [400, 80]
const limitMs = 100
const milliseconds = (value: number) => `${Math.round(value)} ms`

/** Measures the frames of the list of 10,000 packages while a wheel scrolls it, and its pages are loaded. */
export async function measureScrolling({ lectern, context }: OpenAdmin): Promise<Figure[]> {
  await addPackages(lectern.sandbox.postgres)
  const page = await context.newPage()
  await page.setViewportSize({ width: 1280, height: 900 })
  const longest: number[] = []
  const late: number[] = []
  for (let round = 0; round < rounds; round++) {
    await page.goto(`${lectern.sandbox.admin}/packages`)
    await page.getByText(/^10,\d+ packages$/).waitFor()
    const frames = await scroll(page)
    longest.push(Math.max(...frames))
    late.push(frames.filter(duration => duration > 50).length / frames.length)
  }
  const rows = await page.getByRole('row').count()
  await page.close()
  return [
    below(
      'the longest frame of a round',
      median(longest),
      limitMs,
      milliseconds,
      `(${longest.map(milliseconds).join(', ')})`,
    ),
    figureWithoutGoal('frames of more than 50 ms', late.map(share => `${(share * 100).toFixed(1)}%`).join(', ')),
    figureWithoutGoal('rows in the document', `${rows} of ${packageCount}`),
  ]
}

/** Scrolls the list, and returns how long each frame took, in milliseconds. */
async function scroll(page: Page): Promise<number[]> {
  await page.mouse.move(640, 600)
  await page.evaluate(() => {
    window.frameDurations = []
    let last = performance.now()
    const onFrame = (now: number) => {
      window.frameDurations.push(now - last)
      last = now
      requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
  })
  for (let turn = 0; turn < wheelTurns; turn++) {
    await page.mouse.wheel(0, wheelPixels)
    await page.waitForTimeout(30)
  }
  return page.evaluate(() => window.frameDurations)
}

/** Adds packages that nobody synchronized, all that the list needs to be long. */
async function addPackages(address: string): Promise<void> {
  const database = new pg.Client(address)
  await database.connect()
  await database.query(
    `INSERT INTO package (id, slug, title, dropbox_id, dropbox_path, dropbox_path_lower, created_by)
    SELECT gen_random_uuid(), 'scrolled-' || n, 'Scrolled ' || n, 'id:scrolled-' || n, '/Scrolled/' || n, '/scrolled/' || n,
      '{"kind": "SYSTEM", "name": "Lectern"}'
    FROM generate_series(1, $1::int) AS n`,
    [packageCount],
  )
  await database.query('ANALYZE package')
  await database.end()
}

declare global {
  interface Window {
    frameDurations: number[]
  }
}
