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

/** A complete Lectern, and rclone with the same Dropbox and the same S3, in a folder that is removed at the end. */
export class SideBySide {
  readonly lectern: RunningLectern
  readonly rclone: Rclone

  private constructor(lectern: RunningLectern, rclone: Rclone) {
    this.lectern = lectern
    this.rclone = rclone
  }

  /** Starts both, runs `work`, and stops them, even after an error or Ctrl-C. */
  static async use<T>(work: (both: SideBySide) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    process.env.LECTERN_SAMPLE = 'off'
    const lectern = await RunningLectern.start(join(folder, 'data'))
    // Ctrl-C may have stopped Lectern already. Then `stop` never resolves.
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

  /** Creates a folder in Dropbox and returns its path on this machine. */
  createFolder(name: string): string {
    const path = join(this.lectern.dropboxFolder, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  /** Removes a folder from Dropbox. Unused files would slow down every Dropbox listing for both. */
  removeFolder(name: string): void {
    rmSync(join(this.lectern.dropboxFolder, name), { recursive: true })
  }

  /**
   * Lists a folder, so that the Dropbox stand-in computes its content hashes, and waits until the disk has written all
   * data. Otherwise the program that runs first would pay for both. The real Dropbox already has the hashes.
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

  /** Adds a package from a folder with `files` files and synchronizes it with Lectern. */
  async syncWithLectern(name: string, files: number): Promise<SyncMeasurement & { pkg: Package }> {
    const pkg = await addPackage(this.lectern, `/${name}`)
    return { ...(await measureSynchronize(this.lectern, pkg, files)), pkg }
  }

  /** Copies a folder with rclone and checks the copy. Returns the seconds it took, without the check. */
  async copyWithRclone(name: string, target: string, flags: string[] = []): Promise<number> {
    const prefix = `rclone/${target}/${name}`
    const seconds = await this.rclone.copy(name, prefix, flags)
    await expectCopied(join(this.lectern.dropboxFolder, name), this.sandbox, prefix)
    return seconds
  }
}
