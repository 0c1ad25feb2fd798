import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { BrowserContext, Page } from 'playwright-core'
import type { RunningLectern } from './running-lectern.ts'

const inviteText = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url } }'

/** A person of a running Lectern who has an account. */
export class Person {
  readonly name: string
  readonly email: string
  readonly #lectern: RunningLectern
  #lastMail = 0

  private constructor(lectern: RunningLectern, name: string) {
    this.name = name
    this.email = `${name.toLowerCase()}@example.org`
    this.#lectern = lectern
  }

  /** Invites a person with a role, who signs in with a browser window of its own. */
  static async signIn(lectern: RunningLectern, browser: BrowserContext, name: string, role: string) {
    const person = new Person(lectern, name)
    const { inviteUser } = await lectern.execute(inviteText, { input: { name, email: person.email, role } })
    const window = await browser.browser()!.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await window.newPage()
    await openLink(page, inviteUser.url)
    await page.getByRole('button', { name: `${name}, account menu` }).waitFor()
    // That of the invitation.
    await person.newMail()
    return { person, page }
  }

  /** Makes the last sign-in of all sessions 11 minutes old. */
  async ageSignIn(): Promise<void> {
    await this.#sql(`UPDATE session SET authenticated_at = now() - interval '11 minutes'`)
  }

  /** Ends all sessions, as an administrator does. */
  async endSessions(): Promise<void> {
    const { users } = await this.#lectern.execute('{ users { nodes { email sessions { id } } } }')
    for (const { email, sessions } of users.nodes)
      if (email === this.email)
        for (const { id } of sessions)
          await this.#lectern.execute('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id })
  }

  /** Waits for a mail with a sign-in link, and opens the link in another tab of the browser. */
  async openMailedLink(browser: BrowserContext): Promise<Page> {
    const text = await this.newMail()
    const tab = await browser.newPage()
    await openLink(tab, text.match(/https?:\S+/)![0])
    return tab
  }

  /** Waits for the next mail, and returns its text. */
  async newMail(): Promise<string> {
    for (;;) {
      const response = await fetch(this.#lectern.sandbox.mail, { headers: { accept: 'application/json' } })
      const mails = (await response.json()) as { id: number; to: string[]; text: string }[]
      const mail = mails.find(({ id, to }) => id > this.#lastMail && to.includes(this.email))
      if (mail) {
        this.#lastMail = mail.id
        return mail.text
      }
      await sleep(100)
    }
  }

  async #sql(update: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#lectern.sandbox.postgres })
    await client.connect()
    await client.query(`${update} WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`, [this.email])
    await client.end()
  }
}

/** Opens a sign-in link, and clicks its button. */
export async function openLink(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
