import type { AccessBasis } from '@lectern/domain/access/permissions'

/** What depends on a caller's access and lasts: a socket, or a subscription. */
type Watcher = { basis: () => AccessBasis | undefined; onChange: () => void }

/**
 * Tells what is open that the access of its caller may have ended: after each change of a grant, session, person, or
 * token that the database reports, and when it expires. The version counts the changes, so that a missed report is
 * noticed.
 */
export class AccessWatch {
  readonly #watchers = new Set<Watcher>()
  #version = ''

  /**
   * Calls `onChange` when access with this basis may have ended. It must check that itself. Returns a function that
   * stops watching.
   */
  watch(basis: () => AccessBasis | undefined, onChange: () => void): () => void {
    const watcher = { basis, onChange }
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** Takes a report of the database: `<version> <holder>`. Notifies all if reports before it were missed. */
  report(text: string): void {
    const [version = '', holder = ''] = text.split(' ')
    const isMissed = this.#version !== '' && BigInt(version) > BigInt(this.#version) + 1n
    this.#version = version
    this.#notify(({ holders }) => isMissed || holders.includes(holder))
  }

  /** Compares the version that the database has with the last report. Notifies all when a report was missed. */
  check(version: string): void {
    const isMissed = version !== this.#version
    this.#version = version
    const now = Date.now()
    this.#notify(({ expiresAt }) => isMissed || (expiresAt !== null && expiresAt.getTime() <= now))
  }

  #notify(isAffected: (basis: AccessBasis) => boolean): void {
    for (const { basis, onChange } of [...this.#watchers]) {
      const found = basis()
      if (found && isAffected(found)) onChange()
    }
  }
}
