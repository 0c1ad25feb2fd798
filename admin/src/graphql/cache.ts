import { cacheExchange, type Entity, type UpdateResolver } from '@urql/exchange-graphcache'
import { readLostQueries } from './read-lost-queries.ts'

const embedded = () => null

/** Reads a list of the whole of Lectern again, because a mutation added to it or removed from it. */
const refresh =
  (list: string): UpdateResolver =>
  (_result, _args, cache) => {
    for (const { fieldName, arguments: args } of cache.inspectFields('Query'))
      if (fieldName === list) cache.invalidate('Query', fieldName, args)
  }

/** Forgets an object that is gone. Lists that contained it are read again. */
const forget =
  (type: string): UpdateResolver =>
  (_result, { id }, cache) =>
    cache.invalidate({ __typename: type, id: id as string })

/** Reads the findings of a draft again, because those about the start page are derived from a setting of the package. */
const refreshFindings: UpdateResolver = (result, _args, cache) => {
  const draft = cache.keyOfEntity((result.updatePackage as { draft?: Entity } | null)?.draft)
  if (draft === null) return
  for (const { fieldName, arguments: args } of cache.inspectFields(draft))
    if (fieldName === 'findings') cache.invalidate(draft, fieldName, args)
}

/**
 * What mutations change in addition to the objects that they return. For all others this is nothing. Without an update of its
 * own, a mutation that returns a new object would remove all other objects of this type from the cache.
 */
const mutationUpdates: Record<string, UpdateResolver> = new Proxy<Record<string, UpdateResolver>>(
  {
    updatePackage: refreshFindings,
    createEnvironment: refresh('environments'),
    deleteEnvironment: refresh('environments'),
    revokeInvitation: refresh('invitations'),
    revokeGrant: forget('Grant'),
    revokeSession: forget('Session'),
    deleteWebhook: refresh('webhooks'),
  },
  { get: (updates, name) => updates[String(name)] ?? (() => {}) },
)

/**
 * The normalized cache. A subscription updates an object wherever it is on the screen, without another request. Types
 * without an id are stored inside their parent.
 */
const cache = cacheExchange({
  keys: {
    Actor: embedded,
    Change: embedded,
    CurrentFile: embedded,
    ChangeSummary: embedded,
    Budget: budget => budget.month as string,
    Discrepancy: embedded,
    Captions: embedded,
    DraftFile: embedded,
    DropboxCallLimit: embedded,
    DisconnectedDropbox: embedded,
    DropboxConnection: embedded,
    DropboxFolder: folder => folder.path as string,
    FileVersion: embedded,
    FolderEntry: embedded,
    Finding: embedded,
    FindingPlace: embedded,
    IgnoredFinding: embedded,
    ExcerptMark: embedded,
    FolderContents: embedded,
    Money: embedded,
    MonthlySpending: embedded,
    PackageFolder: embedded,
    PackageSpending: embedded,
    Prices: embedded,
    Problem: embedded,
    PublishCheck: embedded,
    EncodingAttempt: embedded,
    EncodingUse: embedded,
    Playlist: embedded,
    AuditVerification: embedded,
    EffectivePermission: embedded,
    Export: embedded,
    RoleSettings: settings => settings.role as string,
    SignInState: embedded,
    SyncItem: embedded,
    SystemStatus: embedded,
    SystemService: embedded,
    SystemQueue: embedded,
    OpenWork: embedded,
    CleanupNights: embedded,
    CleanupDryRun: embedded,
    CleanupRemoval: embedded,
    CleanupExample: embedded,
    VideoSpending: embedded,
    Viewer: embedded,
    WaitingPackage: embedded,
  },
  updates: { Mutation: mutationUpdates },
})

/** The cache, and what stands before it. */
export const cacheExchanges = [readLostQueries, cache]
