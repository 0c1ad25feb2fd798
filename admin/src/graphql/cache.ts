import { cacheExchange } from '@urql/exchange-graphcache'

const embedded = () => null

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
})
