import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import * as operations from './operations.ts'
import type { RunningLectern } from './running-lectern.ts'

/** A number from 0 up to 1, the same ones for the same seed (mulberry32). */
export type Random = () => number

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const bytesPerMiB = 1024 ** 2
/** More than two parts (8 MiB), so that it comes in three. */
const largeBytes = 17 * bytesPerMiB
const generatedFiles = /^(lectern\/|lectern-manifest\.json$)/
const playerTag = /<script type="module" src="[./]*lectern\/player\.js" data-lectern="\d+"><\/script>/

/** A package that is disturbed: what its folder holds is what its draft must hold in the end. */
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

  /** Fills its folder and makes a package of it. */
  async create(): Promise<this> {
    this.#write('index.html', '<html><head></head><body>begin</body></html>')
    for (let number = 0; number < 6; number++) this.#write(`pages/${number}.txt`, this.#text())
    if (this.#hasLarge) this.#write('large.bin', Buffer.alloc(largeBytes, this.#text()))
    const { createPackage } = await this.#lectern.execute(operations.createPackage, { path: `/${this.name}` })
    this.slug = createPackage.slug
    return this
  }

  /** Saves, moves and removes some of its files, as an author does. */
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

  /** Waits for the end of its run and returns it. */
  async waitForRun() {
    const isFinished = (data: { package: { syncRuns: { nodes: { finishedAt: string | null }[] } } }) =>
      data.package.syncRuns.nodes[0]?.finishedAt != null
    const data = await this.#lectern.waitUntil(operations.packageState, { slug: this.slug }, isFinished, 110, 1000)
    return data.package.syncRuns.nodes[0]
  }

  /** What differs between its folder and its draft in S3, by path; [] when they are the same, byte for byte but for the player's tag. */
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
        return page.equals(readFileSync(join(this.#folder, path))) ? [] : [`${path} is another`]
      }),
    )
    client.destroy()
    return [...unexpected.map(path => `${path} is too much`), ...mismatches.flat()]
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
