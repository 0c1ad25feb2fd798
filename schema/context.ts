import type { Attribution } from '@lectern/domain/audit/actor'
import type { Amount, EncodingSettings } from '@lectern/domain/transcode/budget'
import type { EnvironmentPolicy } from '@lectern/domain/environments/environments'
import type { PackageUpdate } from '@lectern/domain/packages/update-package'
import type {
  Database,
  Deployment,
  Environment,
  Package,
  PreviewLink,
  Publication,
  ScheduledDeployment,
  SyncRun,
  Transcode,
  VerificationRun,
  ViewerToken,
} from '@lectern/domain/database'
import type { Caller } from '@lectern/domain/access/permissions'
import type { FileChange } from '@lectern/domain/files/file-changes'

/** A sub-folder of Dropbox that could become a package. */
export type DropboxFolder = { path: string; name: string; packageId: string | null }

/** What the player gets for one video; addresses are absolute paths on the content host or whole URLs. */
export type Playlist = {
  path: string
  url: string | null
  fallbackUrl: string | null
  posterUrl: string | null
  storyboardUrl: string | null
  durationSeconds: number | null
  captions: { language: string; label: string; url: string }[]
}

/** What the player asks for: `package` is a slug; see the contract for what the other three mean together. */
export type PlaylistQuery = {
  package: string
  release?: number | null
  environment?: string | null
  revision?: number | null
}

/**
 * How somebody came: by the admin's origin (session or token, or nobody), or by the content host, where the rights are those of the path:
 * public, a preview link of one package, or a viewer's token for an environment (`packageId` null: each package that it shows).
 * `fresh`: the answer will be remembered, so that nothing it is made of may be. `own`: the one package that is answered for, at its own origin.
 */
export type Access =
  | { kind: 'caller'; caller: Caller | null }
  | { kind: 'public'; bypassCache?: boolean; originPackage?: string | null }
  | { kind: 'preview'; token: string; packageId: string }
  | { kind: 'viewer'; token: string; environment: string; packageId: string | null; originPackage?: string | null }

/** How an environment is to behave, as somebody writes it: the viewers' secret is not sealed yet. */
export type EnvironmentInput = Omit<EnvironmentPolicy, 'viewerSecret'> & { viewerSecret?: string | null }

/** What mutations ask of the server: each is one call of a resolver; rights are checked inside. Errors are `ToldError`s. */
export interface Commands {
  createPackage(input: {
    dropboxPath: string
    title?: string | null
    slug?: string | null
    description?: string | null
  }): Promise<Package>
  updatePackage(slug: string, input: PackageUpdate): Promise<Package>
  synchronizePackage(slug: string, full: boolean): Promise<SyncRun>
  confirmSync(id: string): Promise<SyncRun>
  cancelSync(id: string): Promise<SyncRun>
  publishPackage(input: {
    slug: string
    environment: string
    revision?: number
    notes?: string | null
    idempotencyKey?: string | null
    acceptFallback?: string[] | null
  }): Promise<Publication>
  cancelPublication(id: string): Promise<Publication>
  deployRelease(input: { package: string; release: number; environment: string }): Promise<Deployment>
  unpublishPackage(slug: string, environment: string): Promise<Environment>
  scheduleDeployment(input: {
    environment: string
    at: Date
    releases: { package: string; release: number }[]
  }): Promise<ScheduledDeployment>
  cancelScheduledDeployment(id: string): Promise<ScheduledDeployment>
  createEnvironment(input: EnvironmentInput & { slug: string }): Promise<Environment>
  updateEnvironment(slug: string, input: EnvironmentInput): Promise<Environment>
  deleteEnvironment(slug: string): Promise<Environment>
  retryVideo(id: string): Promise<void>
  cancelTranscode(id: string): Promise<Transcode>
  releaseBudgetHold(id: string): Promise<Transcode>
  setBudget(monthly: Amount | null): Promise<void>
  verifyPackage(input: { slug: string; release: number | null; repair: boolean }): Promise<VerificationRun>
  cancelVerification(id: string): Promise<VerificationRun>
  archivePackage(slug: string): Promise<Package>
  restorePackage(slug: string): Promise<Package>
  createPreviewLink(slug: string, expiresInSeconds: number): Promise<{ linkId: string; url: string }>
  revokePreviewLink(id: string): Promise<PreviewLink>
  revokeViewerToken(id: string): Promise<ViewerToken>
  revokeViewerTokens(environment: string): Promise<Environment>
}

/** What queries ask beyond the tables. */
export interface Lookups {
  dropboxFolders(path: string): Promise<DropboxFolder[]>
  playlists(query: PlaylistQuery): Promise<Playlist[] | null>
  /** What changed in a text, as a unified diff; null where there is nothing to read. */
  textDiff(change: FileChange): Promise<string | null>
  /** Where a deployment's release is shown. */
  deploymentUrl(environmentSlug: string, packageSlug: string): string
}

/**
 * The live half: yields at once and then whenever something of the package may be new, at most four times a second for each iteration,
 * and never forgets the last change. Ends when the caller leaves.
 */
export interface Live {
  watchPackage(packageId: string): AsyncIterable<void>
}

/** What every resolver gets. */
export type Context = {
  database: Database
  access: Access
  by: Attribution
  commands: Commands
  lookups: Lookups
  live: Live
  /** How streams are made of present drafts. */
  encodingSettings: EncodingSettings
  /** Where and when the prices were read that estimates are made from, and their currency (ISO 4217). */
  prices: { region: string; date: string; currency: string }
}

/** Whoever asks with rights of their own; null for the public and for the tokens of paths. */
export const callerOf = (context: Pick<Context, 'access'>): Caller | null =>
  context.access.kind === 'caller' ? context.access.caller : null
