import { appendFile, readFile } from 'node:fs/promises'

/** The grants that were revoked. A file with one grant a line keeps them, so that they survive a restart. */
export class Revocations {
  readonly #file: string
  readonly #grants: Set<string>

  private constructor(file: string, grants: Set<string>) {
    this.#file = file
    this.#grants = grants
  }

  static async open(file: string): Promise<Revocations> {
    const text = await readFile(file, 'utf8').catch(error => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    return new Revocations(file, new Set(text.split('\n').filter(Boolean)))
  }

  has(grant: string): boolean {
    return this.#grants.has(grant)
  }

  async add(grant: string): Promise<void> {
    this.#grants.add(grant)
    await appendFile(this.#file, `${grant}\n`)
  }
}
