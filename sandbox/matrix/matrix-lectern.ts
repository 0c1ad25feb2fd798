import * as operations from '../story/operations.ts'
import { type GraphqlData, RunningLectern } from '../story/running-lectern.ts'
import { type PackageContent, packageName, packageSlug as slug, writePackage } from './package-folder.ts'

const state = `query($slug: String!) { package(slug: $slug) { currentSyncRun { id }
  draft { revision settled videos { nodes { path status } } }
  deployments { url current environment { slug } } } }`

const revoke = 'mutation($id: ID!) { revokePreviewLink(id: $id) { id } }'

/** A Lectern that shows the pages of the matrix in production. Drafts are shown through preview links. */
export class MatrixLectern {
  readonly lectern: RunningLectern
  /** The address of the published package, with a slash at its end. */
  readonly published: string

  private constructor(lectern: RunningLectern, published: string) {
    this.lectern = lectern
    this.published = published
  }

  /** The origin of the content host. */
  get content(): string {
    return this.lectern.sandbox.content
  }

  /**
   * Starts Lectern, or continues with its data, and publishes the package. Resolves when all its videos are ready.
   * With unchanged content, nothing is copied, encoded, or published again.
   */
  static async start(data: string | undefined, content: PackageContent, filmCache: string): Promise<MatrixLectern> {
    const lectern = await RunningLectern.start(data, { ...process.env, LECTERN_SAMPLE: 'off' })
    try {
      await writePackage(lectern.dropboxFolder, content, filmCache)
      const published = await publish(lectern)
      return new MatrixLectern(lectern, published)
    } catch (error) {
      await lectern.stop({ keep: data !== undefined })
      throw error
    }
  }

  /** Makes a link to the draft. `revoke` ends it. */
  async preview(): Promise<{ url: string; revoke: () => Promise<void> }> {
    const { createPreviewLink } = await this.lectern.execute(
      'mutation($slug: String!) { createPreviewLink(slug: $slug, expiresInSeconds: 3600) { url link { id } } }',
      { slug },
    )
    const url = (await fetch(createPreviewLink.url)).url
    return {
      url: new URL('.', url).href,
      revoke: async () => void (await this.lectern.execute(revoke, { id: createPreviewLink.link.id })),
    }
  }
}

/** Synchronizes and publishes the package. Returns the address of its deployment in production. */
async function publish(lectern: RunningLectern): Promise<string> {
  await lectern.waitUntil(
    '{ dropboxConnection { status } }',
    {},
    data => data.dropboxConnection?.status === 'CONNECTED',
  )
  const { packages } = await lectern.execute('{ packages(first: 50) { nodes { slug } } }')
  if (!packages.nodes.some((pkg: { slug: string }) => pkg.slug === slug))
    await lectern.execute(operations.createPackage, { path: `/${packageName}` })
  await lectern.execute(operations.synchronize, { slug })
  await lectern.waitUntil(state, { slug }, isSettled, 1800, 500)
  const { publishPackage } = await lectern.execute(operations.publish, { slug })
  const { publication } = await lectern.waitUntil(
    operations.publication,
    { id: publishPackage.id },
    data => data.publication.finishedAt !== null,
    1800,
    500,
  )
  const isSame = publication.blockers.some(({ code }: { code: string }) => code === 'NOTHING_CHANGED')
  if (publication.status !== 'SUCCEEDED' && !isSame)
    throw new Error(`The pages could not be published: ${JSON.stringify(publication)}`)
  const { package: pkg } = await lectern.execute(state, { slug })
  const current = pkg.deployments.find((each: GraphqlData) => each.current && each.environment.slug === 'production')
  const response = await fetch(current.url)
  return new URL('.', response.url).href
}

function isSettled({ package: pkg }: GraphqlData): boolean {
  const statuses = pkg.draft?.videos.nodes.map((video: { status: string }) => video.status) ?? []
  if (statuses.includes('FAILED')) throw new Error(`A video failed: ${JSON.stringify(pkg.draft.videos.nodes)}`)
  const isDone = statuses.every((status: string) => status === 'READY' || status === 'NOT_NEEDED')
  return pkg.currentSyncRun === null && pkg.draft?.settled === true && isDone
}
