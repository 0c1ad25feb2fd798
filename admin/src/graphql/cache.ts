import { cacheExchange, type Entity, type UpdateResolver } from '@urql/exchange-graphcache'

const embedded = () => null

/** Reads the findings of a draft again, because those about the start page are derived from a setting of the package. */
const refreshFindings: UpdateResolver = (result, _args, cache) => {
  const draft = cache.keyOfEntity((result.updatePackage as { draft?: Entity } | null)?.draft)
  if (draft === null) return
  for (const { fieldName, arguments: args } of cache.inspectFields(draft))
    if (fieldName === 'findings') cache.invalidate(draft, fieldName, args)
}

/**
 * The normalized cache. A subscription updates an object wherever it is on the screen, without another request. Types
 * without an id are stored inside their parent.
 */
export const cache = cacheExchange({
  keys: {
    Actor: embedded,
    Budget: budget => budget.month as string,
    DraftFile: embedded,
    DropboxConnection: embedded,
    DropboxFolder: folder => folder.path as string,
    Finding: embedded,
    FindingPlace: embedded,
    FolderContents: embedded,
    Money: embedded,
    Prices: embedded,
    Problem: embedded,
    EncodingUse: embedded,
    SyncItem: embedded,
    Viewer: embedded,
  },
  updates: { Mutation: { updatePackage: refreshFindings } },
})
