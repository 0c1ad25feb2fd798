import type { Socket } from 'node:net'
import type { z } from 'zod'
import type { Fault } from '../fault.ts'
import type { Faults } from '../faults.ts'
import type { Account } from './account.ts'
import { currentAccount } from './account.ts'
import type { AccountFolder } from './account-folder.ts'
import { Refusal } from './answer.ts'
import * as shapes from './arguments.ts'
import type { IdenticalCalls } from './identical-calls.ts'
import { getLatestCursor, listFolder, listFolderContinue } from './listing.ts'
import { longpoll } from './longpoll.ts'
import type { Lookout } from './lookout.ts'
import { deletedMetadata, taggedMetadata } from './metadata.ts'
import type { Codes } from './oauth.ts'
import { identity } from './path.ts'
import type { App } from './tokens.ts'

/** All that a call needs. */
export type World = {
  folder: AccountFolder
  lookout: Lookout
  faults: Faults
  app: App
  account: Account
  codes: Codes
  identical: IdenticalCalls
}

/** What a single call brings beside its argument: the connection to its client, and the fault that struck it. */
export type Circumstances = { client: Socket; fault?: Fault }

type Rpc = {
  shape: z.ZodType
  /** Answers to anybody, and to nobody who shows an access token. */
  noAuth?: boolean
  run: (world: World, arg: never, call: Circumstances) => Promise<unknown> | unknown
}

const rpc = <Shape extends z.ZodType>(
  shape: Shape,
  run: (world: World, arg: z.infer<Shape>, call: Circumstances) => unknown,
): Rpc => ({ shape, run })

/** The functions that take JSON and answer JSON, by name. */
export const rpcs: Record<string, Rpc> = {
  'users/get_current_account': rpc(shapes.noArg, ({ account }) => currentAccount(account)),
  'files/list_folder': rpc(shapes.listFolderArg, ({ folder }, arg, { fault }) => listFolder(folder, arg, fault)),
  'files/list_folder/continue': rpc(shapes.continueArg, ({ folder }, { cursor }, { fault }) =>
    listFolderContinue(folder, cursor, fault),
  ),
  'files/list_folder/get_latest_cursor': rpc(shapes.listFolderArg, ({ folder }, arg) => getLatestCursor(folder, arg)),
  'files/list_folder/longpoll': {
    ...rpc(shapes.longpollArg, ({ folder, lookout }, arg, { client, fault }) =>
      longpoll(folder, lookout, arg, client, fault),
    ),
    noAuth: true,
  },
  'files/get_metadata': rpc(shapes.getMetadataArg, async ({ folder }, { path, include_deleted }) => {
    const found = await folder.findHashed(path)
    if (found) return taggedMetadata(found.entry, found.hash)
    const gone = include_deleted && folder.journal.gone.get(identity(path))
    if (!gone) throw new Refusal('path/not_found')
    return deletedMetadata(gone)
  }),
}
