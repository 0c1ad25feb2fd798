import type { CDPSession } from 'playwright-core'
import { atMost, type Figure } from '../rig/figures.ts'
import type { OpenAdmin } from './open-admin.ts'

const lesson = '/packages/the-hare-and-the-hedgehog'

const pages: Record<string, string> = {
  Packages: '/packages',
  'a package': lesson,
  'its findings': `${lesson}?show=findings`,
  'its files': `${lesson}?show=files`,
  'its changes': `${lesson}?show=changes`,
  'its videos': `${lesson}?show=videos`,
  'its preview': `${lesson}?show=preview`,
  'its releases': `${lesson}?show=releases`,
  'its settings': `${lesson}?show=settings`,
  'Add package': '/add-package',
  Environments: '/environments',
  'an environment': '/environments/production',
  Activity: '/activity',
  Budget: '/budget',
  Dropbox: '/dropbox',
  System: '/system',
  People: '/people',
  Tokens: '/tokens',
  Webhooks: '/webhooks',
  'My account': '/account',
}

const limitBytes = 200_000
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

/** Measures the bytes of the scripts that each page loads when nothing is cached, until it shows its data. */
export async function measureFirstLoads({ context, lectern }: OpenAdmin): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, path] of Object.entries(pages)) {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const scripts = await countScripts(session)
    await page.goto(lectern.sandbox.admin + path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
    await page.waitForLoadState('networkidle')
    figures.push(atMost(name, scripts.bytes, limitBytes, kilobytes, `(${scripts.count} scripts)`))
    await page.close()
  }
  return figures
}

/** Counts the scripts that a page loads from now on, and their bytes as the server sends them. Nothing comes from the cache. */
async function countScripts(session: CDPSession): Promise<{ bytes: number; count: number }> {
  const total = { bytes: 0, count: 0 }
  const scripts = new Set<string>()
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type !== 'Script' && response.mimeType !== 'text/javascript') return
    scripts.add(requestId)
    total.count++
  })
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) total.bytes += encodedDataLength
  })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } })
  return total
}
