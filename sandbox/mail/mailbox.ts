import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'

/** A mail as the sandbox shows it. `id`: its number of arrival. `date`: ISO 8601. */
export type KeptMail = {
  id: number
  from: string
  to: string[]
  subject: string
  date: string
  text: string
  html: string
}

const maxMails = 200

/** Keeps the newest mails as files, so that they outlive a restart. */
export class Mailbox {
  readonly #folder: string
  #last: number

  private constructor(folder: string, last: number) {
    this.#folder = folder
    this.#last = last
  }

  static async open(folder: string): Promise<Mailbox> {
    await mkdir(folder, { recursive: true })
    return new Mailbox(folder, Math.max(0, ...(await idsIn(folder))))
  }

  /** Keeps a mail in the format of RFC 5322. Removes the oldest one if there are too many. */
  async keep(bytes: Buffer): Promise<void> {
    this.#last += 1
    await writeFile(this.#file(this.#last), bytes, { mode: 0o600 })
    await rm(this.#file(this.#last - maxMails), { force: true })
  }

  /** Returns the mails, newest first. */
  async mails(): Promise<KeptMail[]> {
    const ids = (await idsIn(this.#folder)).sort((a, b) => b - a)
    return Promise.all(ids.map(async id => parse(id, await readFile(this.#file(id)))))
  }

  #file(id: number): string {
    return join(this.#folder, `${id}.eml`)
  }
}

async function idsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names.filter(name => /^\d+\.eml$/.test(name)).map(name => Number.parseInt(name, 10))
}

async function parse(id: number, bytes: Buffer): Promise<KeptMail> {
  const mail = await PostalMime.parse(bytes)
  return {
    id,
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).flatMap(({ address }) => address ?? []),
    subject: mail.subject ?? '',
    date: mail.date ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
  }
}
