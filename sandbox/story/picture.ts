import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { sampleName } from '../sample/make.ts'
import { Browser } from './browser.ts'
import { RunningLectern } from './running-lectern.ts'

// `npm run picture`: takes the README's screenshot from a real Lectern during a sync run.

const lectern = await RunningLectern.start()
const browser = new Browser()
try {
  const notes = join(lectern.dropboxFolder, sampleName, 'worksheets/for teachers')
  mkdirSync(notes, { recursive: true })
  for (let number = 1; number <= 600; number++)
    writeFileSync(join(notes, `Solution ${number}.txt`), `Solution ${number}\n`.repeat(4000))
  const context = await browser.open()
  const page = context.pages()[0]!
  await page.goto(lectern.sandbox.signIn)
  await page.getByRole('link', { name: 'Add package' }).first().click()
  await page.getByRole('button', { name: `Add package ${sampleName}` }).click()
  await page.getByRole('button', { name: 'Synchronize', exact: true }).click()
  const bar = page.getByRole('progressbar', { name: 'Synchronization' })
  await bar.waitFor()
  while (Number(await bar.getAttribute('aria-valuenow')) < 40) await page.waitForTimeout(50)
  await page.screenshot({ path: join(root, 'docs/package-page.png') })
} finally {
  await browser.dispose()
  await lectern.stop()
}
