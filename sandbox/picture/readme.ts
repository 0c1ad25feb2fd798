import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { sampleName } from '../sample/make.ts'
import type { RunningLectern } from '../story/running-lectern.ts'

/** Takes the README's pictures: the package page during a sync run, and a published page while its video plays. */
export async function takeReadmePictures(lectern: RunningLectern, page: Page, folder: string): Promise<void> {
  const notes = join(lectern.dropboxFolder, sampleName, 'worksheets/for teachers')
  mkdirSync(notes, { recursive: true })
  for (let number = 1; number <= 600; number++)
    writeFileSync(join(notes, `Solution ${number}.txt`), `Solution ${number}\n`.repeat(4000))
  await page.getByRole('link', { name: 'Add package' }).first().click()
  await page.getByRole('checkbox', { name: `Choose /${sampleName}` }).check()
  await page.getByRole('button', { name: 'Add package', exact: true }).click()
  const bar = page.getByRole('progressbar', { name: 'Synchronization' })
  await bar.waitFor()
  while (Number(await bar.getAttribute('aria-valuenow')) < 40) await page.waitForTimeout(50)
  await page.screenshot({ path: join(folder, 'readme-package.png') })

  await page.getByText('All 3 videos are ready').first().waitFor({ timeout: 300_000 })
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('radio', { name: 'Production' }).check()
  await page.getByRole('button', { name: 'Publish to Production', exact: true }).click()
  const link = page.getByRole('link', { name: 'Open Production', exact: true })
  const [lesson] = await Promise.all([page.waitForEvent('popup'), link.click({ timeout: 60_000 })])
  await lesson.setViewportSize({ width: 1280, height: 1000 })
  await lesson.goto(new URL('chapters/2-the-race.html', lesson.url()).href)
  const video = lesson.locator('video').first()
  await video.evaluate(element => element.scrollIntoView({ block: 'end' }))
  await video.evaluate(element => (element as HTMLVideoElement).play())
  while ((await video.evaluate(element => (element as HTMLVideoElement).currentTime)) < 2) await page.waitForTimeout(50)
  await lesson.screenshot({ path: join(folder, 'readme-published.png') })
  await lesson.close()
}
