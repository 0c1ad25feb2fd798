import { sampleName } from '../sample/make.ts'
import { Browser } from '../story/browser.ts'
import { RunningLectern } from '../story/running-lectern.ts'

const rounds = 3

/** Measures the seconds from the click on Synchronize, through publishing, to the playback of a published video. */
export async function measureStory(): Promise<Record<string, number[]>> {
  const seconds: number[] = []
  for (let round = 0; round < rounds; round++) seconds.push(await playOnce())
  return { 'From the click on Synchronize to playback': seconds }
}

async function playOnce(): Promise<number> {
  const lectern = await RunningLectern.start()
  const browser = new Browser()
  try {
    const context = await browser.open()
    const page = context.pages()[0]!
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await page.goto(lectern.sandbox.signIn)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('link', { name: 'Add package' }).first().click()
    await page.getByRole('checkbox', { name: `Choose /${sampleName}` }).check()
    await page.getByRole('checkbox', { name: 'Synchronize now' }).uncheck()
    await button('Add package').click()
    await button('Synchronize').waitFor()

    const startedAt = performance.now()
    await button('Synchronize').click()
    await page.getByText('All 3 videos are ready').waitFor({ timeout: 120_000 })
    await button('Publish').click()
    await page.getByRole('radio', { name: 'Production' }).check()
    await button('Publish to Production').click()
    const openLink = page.getByRole('link', { name: 'Open Production', exact: true })
    const [lesson] = await Promise.all([context.waitForEvent('page'), openLink.click()])
    await lesson.goto(new URL('chapters/2-the-race.html', lesson.url()).href)
    const video = lesson.locator('video').first()
    await video.scrollIntoViewIfNeeded()
    await video.evaluate(element => void (element as HTMLVideoElement).play().catch(() => {}))
    await lesson.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
    return (performance.now() - startedAt) / 1000
  } finally {
    await browser.dispose()
    await lectern.stop()
  }
}
