import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import * as ask from './operations.ts'
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

const mebi = 1024 ** 2
/** More than two parts (8 MiB), so that it comes in three. */
const large = 17 * mebi
const ownFiles = /^(lectern\/|lectern-manifest\.json$)/
const tag = /<script type="module" src="[./]*lectern\/player\.js" data-lectern="\d+"><\/script>/

/** A package that is disturbed: what its folder holds is what its draft must hold in the end. */
export class DisturbedPackage {
  readonly name: string
  slug = ''
  #lectern: RunningLectern
  #random: Random
  #hasLarge: boolean
  #written = 0

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
    if (this.#hasLarge) this.#write('large.bin', Buffer.alloc(large, this.#text()))
    const { createPackage } = await this.#lectern.ask(ask.createPackage, { path: `/${this.name}` })
    this.slug = createPackage.slug
    return this
  }

  /** Saves, moves and removes some of its files, as an author does. */
  change(): void {
    const pages = readdirSync(join(this.#folder, 'pages'))
    const one = () => `pages/${pages[Math.floor(this.#random() * pages.length)]}`
    this.#write(one(), this.#text())
    this.#write(`pages/new-${this.#written}.txt`, this.#text())
    if (this.#random() < 0.5)
      renameSync(join(this.#folder, one()), join(this.#folder, `pages/moved-${this.#written}.txt`))
    if (this.#random() < 0.3) rmSync(join(this.#folder, one()), { force: true })
    if (this.#hasLarge && this.#random() < 0.3) this.#write('large.bin', Buffer.alloc(large, this.#text()))
  }

  async synchronize(): Promise<void> {
    await this.#lectern.ask(ask.synchronize, { slug: this.slug })
  }

  /** Waits for the end of its run and returns it. */
  async over() {
    const isOver = (data: { package: { syncRuns: { nodes: { finishedAt: string | null }[] } } }) =>
      data.package.syncRuns.nodes[0]?.finishedAt != null
    const data = await this.#lectern.until(ask.packageState, { slug: this.slug }, isOver, 110, 1000)
    return data.package.syncRuns.nodes[0]
  }

  /** What differs between its folder and its draft in S3, by path; [] when they are the same, byte for byte but for the player's tag. */
  async differences(): Promise<string[]> {
    const { s3 } = this.#lectern.box
    const client = new S3Client({ ...s3, forcePathStyle: true, credentials: s3 })
    const prefix = `draft/${this.name}/`
    const listed = await client.send(new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix }))
    const stored = (listed.Contents ?? []).map(object => object.Key!.slice(prefix.length))
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(this.#folder.length + 1))
    const foreign = stored.filter(path => !ownFiles.test(path) && !files.includes(path))
    const wrong = await Promise.all(
      files.map(async path => {
        if (!stored.includes(path)) return [`${path} is missing`]
        const { Body } = await client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: prefix + path }))
        const bytes = Buffer.from(await Body!.transformToByteArray())
        const page = path.endsWith('.html') ? Buffer.from(bytes.toString('latin1').replace(tag, ''), 'latin1') : bytes
        return page.equals(readFileSync(join(this.#folder, path))) ? [] : [`${path} is another`]
      }),
    )
    client.destroy()
    return [...foreign.map(path => `${path} is too much`), ...wrong.flat()]
  }

  get #folder() {
    return join(this.#lectern.dropbox, this.name)
  }

  #text(): string {
    return `${this.name} ${this.#random()} `.repeat(20)
  }

  #write(path: string, content: string | Buffer): void {
    this.#written++
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true })
    writeFileSync(join(this.#folder, path), content)
  }
}
