import { cacheExchange } from '@urql/exchange-graphcache'

const embedded = () => null

/**
 * The normalised cache: what a subscription brings shows wherever the same object is on the screen, without another
 * request. Types without an id of their own live inside the object that holds them.
 */
export const cache = cacheExchange({
  keys: {
    Actor: embedded,
    Budget: budget => budget.month as string,
    DraftFile: embedded,
    DropboxConnection: embedded,
    DropboxFolder: folder => folder.path as string,
    Finding: embedded,
    Money: embedded,
    Prices: embedded,
    Problem: embedded,
    EncodingUse: embedded,
    SyncItem: embedded,
    Viewer: embedded,
  },
})
