import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import * as operations from '../operations.ts'
import type { RunningLectern } from '../running-lectern.ts'
import type { Random } from './random.ts'

const bytesPerMiB = 1024 ** 2
/** The size of the large file: more than two parts of 8 MiB, so that it is copied in three parts. */
const largeBytes = 17 * bytesPerMiB
const generatedFiles = /^(lectern\/|lectern-manifest\.json$)/
const playerTag = /<script async src="[./]*lectern\/player\.js" data-lectern="\d+"><\/script>/

/** A package whose synchronization is disturbed by faults. In the end its draft must equal its Dropbox folder. */
export class DisturbedPackage {
  readonly name: string
  slug = ''
  #lectern: RunningLectern
  #random: Random
  #hasLarge: boolean
  #writeCount = 0

  constructor(lectern: RunningLectern, name: string, random: Random, { hasLarge }: { hasLarge: boolean }) {
    this.#lectern = lectern
    this.name = name
    this.#random = random
    this.#hasLarge = hasLarge
  }

  /** Writes files into the Dropbox folder and creates a package from it. */
  async create(): Promise<this> {
    this.#write('index.html', '<html><head></head><body>begin</body></html>')
    for (let number = 0; number < 6; number++) this.#write(`pages/${number}.txt`, this.#text())
    if (this.#hasLarge) this.#write('large.bin', Buffer.alloc(largeBytes, this.#text()))
    const { createPackage } = await this.#lectern.execute(operations.createPackage, { path: `/${this.name}` })
    this.slug = createPackage.slug
    return this
  }

  /** Writes, moves, and removes some files, like an author. */
  changeFiles(): void {
    const pages = readdirSync(join(this.#folder, 'pages'))
    const randomPage = () => `pages/${pages[Math.floor(this.#random() * pages.length)]}`
    this.#write(randomPage(), this.#text())
    this.#write(`pages/new-${this.#writeCount}.txt`, this.#text())
    if (this.#random() < 0.5)
      renameSync(join(this.#folder, randomPage()), join(this.#folder, `pages/moved-${this.#writeCount}.txt`))
    if (this.#random() < 0.3) rmSync(join(this.#folder, randomPage()), { force: true })
    if (this.#hasLarge && this.#random() < 0.3) this.#write('large.bin', Buffer.alloc(largeBytes, this.#text()))
  }

  async synchronize(): Promise<void> {
    await this.#lectern.execute(operations.synchronize, { slug: this.slug })
  }

  /** Waits for the end of the latest sync run and returns it. */
  async waitForRun() {
    const isFinished = (data: { package: { syncRuns: { nodes: { finishedAt: string | null }[] } } }) =>
      data.package.syncRuns.nodes[0]?.finishedAt != null
    const data = await this.#lectern.waitUntil(operations.packageState, { slug: this.slug }, isFinished, 240, 1000)
    return data.package.syncRuns.nodes[0]
  }

  /**
   * Lists the differences between the folder and the draft in S3, by path. Returns [] when they are equal, byte for
   * byte except for the player's tag.
   */
  async differences(): Promise<string[]> {
    const { s3 } = this.#lectern.sandbox
    const client = new S3Client({ ...s3, forcePathStyle: true, credentials: s3 })
    const prefix = `draft/${this.name}/`
    const listed = await client.send(new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix }))
    const stored = (listed.Contents ?? []).map(object => object.Key!.slice(prefix.length))
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(this.#folder.length + 1))
    const unexpected = stored.filter(path => !generatedFiles.test(path) && !files.includes(path))
    const mismatches = await Promise.all(
      files.map(async path => {
        if (!stored.includes(path)) return [`${path} is missing`]
        const { Body } = await client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: prefix + path }))
        const bytes = Buffer.from(await Body!.transformToByteArray())
        const page = path.endsWith('.html')
          ? Buffer.from(bytes.toString('latin1').replace(playerTag, ''), 'latin1')
          : bytes
        return page.equals(readFileSync(join(this.#folder, path))) ? [] : [`${path} differs`]
      }),
    )
    client.destroy()
    return [...unexpected.map(path => `${path} is unexpected`), ...mismatches.flat()]
  }

  get #folder() {
    return join(this.#lectern.dropboxFolder, this.name)
  }

  #text(): string {
    return `${this.name} ${this.#random()} `.repeat(20)
  }

  #write(path: string, content: string | Buffer): void {
    this.#writeCount++
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true })
    writeFileSync(join(this.#folder, path), content)
  }
}
