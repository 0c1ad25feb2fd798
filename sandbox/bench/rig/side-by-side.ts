import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Dropbox } from 'dropbox'
import type { SandboxFile } from '../../start/sandbox-file.ts'
import { RunningLectern } from '../../story/running-lectern.ts'
import { expectCopied } from './expect-copied.ts'
import { Rclone } from './rclone.ts'
import { addPackage, measureSynchronize, type Package, type SyncMeasurement } from './synchronized.ts'

/** A whole Lectern, and rclone over the same Dropbox and the same S3, in a folder that is removed at the end. */
export class SideBySide {
  readonly lectern: RunningLectern
  readonly rclone: Rclone

  private constructor(lectern: RunningLectern, rclone: Rclone) {
    this.lectern = lectern
    this.rclone = rclone
  }

  /** Starts both, does the work, and ends them whatever becomes of it, a Ctrl-C included. */
  static async use<T>(work: (both: SideBySide) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    process.env.LECTERN_SAMPLE = 'off'
    const lectern = await RunningLectern.start(join(folder, 'data'))
    // A Ctrl-C may have ended it already; then there is no end to wait for.
    const stop = () => Promise.race([lectern.stop(), sleep(15_000)])
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => void stop().finally(() => process.exit(1)))
    try {
      const rclone = await Rclone.open(lectern.sandbox, folder)
      try {
        return await work(new SideBySide(lectern, rclone))
      } finally {
        rclone.close()
      }
    } finally {
      await lectern.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }

  get sandbox(): SandboxFile {
    return this.lectern.sandbox
  }

  /** A new folder in Dropbox, as a path on this machine. */
  createFolder(name: string): string {
    const path = join(this.lectern.dropboxFolder, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  /** Takes a folder out of Dropbox: what nobody needs any more would make each look at Dropbox slower, for both. */
  removeFolder(name: string): void {
    rmSync(join(this.lectern.dropboxFolder, name), { recursive: true })
  }

  /**
   * Lets Dropbox work out the content hashes of a folder, which the real one has, and waits until the disk has written what it was given, so
   * that whoever comes first does not pay for either.
   */
  async waitUntilSettled(name: string): Promise<void> {
    const { url, accessToken } = this.sandbox.dropbox
    const toSandboxUrl = (address: string) => address.replace('https://api.dropboxapi.com', url)
    const dropbox = new Dropbox({
      accessToken,
      fetch: (address: string, init: RequestInit) => fetch(toSandboxUrl(address), init),
    })
    let page = await dropbox.filesListFolder({ path: `/${name}`, recursive: true })
    while (page.result.has_more) page = await dropbox.filesListFolderContinue({ cursor: page.result.cursor })
    await promisify(execFile)('sync')
  }

  /** Lectern's way with a folder of so many files: a package made of it, then synchronised. */
  async syncWithLectern(name: string, files: number): Promise<SyncMeasurement & { pkg: Package }> {
    const pkg = await addPackage(this.lectern, `/${name}`)
    return { ...(await measureSynchronize(this.lectern, pkg, files)), pkg }
  }

  /** rclone's way with the same folder, its copy compared; seconds. */
  async copyWithRclone(name: string, as: string, flags: string[] = []): Promise<number> {
    const prefix = `rclone/${as}/${name}`
    const took = await this.rclone.copy(name, prefix, flags)
    await expectCopied(join(this.lectern.dropboxFolder, name), this.sandbox, prefix)
    return took
  }
}
