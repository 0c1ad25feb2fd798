import type { Socket } from 'node:net'
import type { z } from 'zod'
import type { Fault } from '../../faults/fault.ts'
import type { Faults } from '../../faults/faults.ts'
import type { PartLog } from '../../machine/log-file.ts'
import type { AccountFolder } from '../folder/account-folder.ts'
import type { ChangeWatch } from '../folder/change-watch.ts'
import { toPathLower } from '../folder/path.ts'
import type { Account } from './account.ts'
import { currentAccount } from './account.ts'
import { EndpointError } from './answer.ts'
import * as shapes from './arguments.ts'
import type { IdenticalCalls } from './identical-calls.ts'
import { getLatestCursor, listFolder, listFolderContinue } from './listing.ts'
import { longpoll } from './longpoll.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'
import type { Codes } from './oauth.ts'
import type { Revocations } from './revocations.ts'
import { continueSearch, search } from './search.ts'
import type { AppCredentials } from './tokens.ts'

/** The dependencies of a call. */
export type Services = {
  folder: AccountFolder
  changeWatch: ChangeWatch
  faults: Faults
  app: AppCredentials
  account: Account
  codes: Codes
  revocations: Revocations
  identicalCalls: IdenticalCalls
  log: PartLog
}

/** The connection of a call's client, the grant of its access token, and the fault that applies to the call. */
export type CallContext = { client: Socket; grant?: string; fault?: Fault }

type Rpc = {
  shape: z.ZodType
  /** Requires no access token, and rejects calls that send one. */
  noAuth?: boolean
  run: (services: Services, arg: never, call: CallContext) => Promise<unknown> | unknown
}

const rpc = <Shape extends z.ZodType>(
  shape: Shape,
  run: (services: Services, arg: z.infer<Shape>, call: CallContext) => unknown,
): Rpc => ({ shape, run })

/** The functions with a JSON argument and a JSON result, by name. */
export const rpcs: Record<string, Rpc> = {
  'auth/token/revoke': rpc(shapes.noArg, async ({ revocations }, _arg, { grant }) => {
    await revocations.add(grant!)
    return null
  }),
  'users/get_current_account': rpc(shapes.noArg, ({ account }) => currentAccount(account)),
  'files/list_folder': rpc(shapes.listFolderArg, ({ folder }, arg, { fault }) => listFolder(folder, arg, fault)),
  'files/list_folder/continue': rpc(shapes.continueArg, ({ folder }, { cursor }, { fault }) =>
    listFolderContinue(folder, cursor, fault),
  ),
  'files/list_folder/get_latest_cursor': rpc(shapes.listFolderArg, ({ folder }, arg) => getLatestCursor(folder, arg)),
  'files/list_folder/longpoll': {
    ...rpc(shapes.longpollArg, ({ folder, changeWatch }, arg, { client, fault }) =>
      longpoll(folder, changeWatch, arg, client, fault),
    ),
    noAuth: true,
  },
  'files/search_v2': rpc(shapes.searchArg, ({ folder }, arg) => search(folder, arg)),
  'files/search/continue_v2': rpc(shapes.continueArg, ({ folder }, { cursor }) => continueSearch(folder, cursor)),
  'files/get_metadata': rpc(shapes.getMetadataArg, async ({ folder }, { path, include_deleted }) => {
    const found = await folder.findWithHash(path)
    if (found) return taggedMetadata(found.entry, found.hash)
    const tombstone = include_deleted && folder.journal.tombstones.get(toPathLower(path))
    if (!tombstone) throw new EndpointError('path/not_found')
    return deletedMetadata(tombstone)
  }),
}
