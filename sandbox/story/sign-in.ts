import type { BrowserContext, Page } from 'playwright-core'
import type { RunningLectern } from './running-lectern.ts'

const inviteText = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url } }'

/** Makes an account with a role, and signs in as this person in a browser window of its own. */
export async function signIn(
  lectern: RunningLectern,
  context: BrowserContext,
  name: string,
  role: string,
): Promise<Page> {
  const input = { name, email: `${name.toLowerCase()}@example.org`, role }
  const { inviteUser } = await lectern.execute(inviteText, { input })
  const window = await context.browser()!.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await window.newPage()
  await openLink(page, inviteUser.url)
  await page.getByRole('button', { name: `${name}, account menu` }).waitFor()
  return page
}

/** Opens a sign-in link, and clicks its button. */
export async function openLink(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
