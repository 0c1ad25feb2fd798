import type { By } from '@lectern/schema/actor'
import { lectern } from '@lectern/schema/actor'
import type { Access, Context } from '@lectern/schema/context'
import type { Caller } from '@lectern/schema/permissions'
import { commandsFor } from '../commands/commands.ts'
import { lookupsFor } from '../lookups/lookups.ts'
import { presentRequest } from '../request.ts'
import { termsOf } from '../terms.ts'
import type { World } from '../world.ts'

/** How somebody came. `again` asks once more who it is, for what goes on for longer than a moment; it throws when the token is no longer good. */
export type Entrance = { access: Access; again?: () => Promise<Caller | null> }

/** For how long a stream trusts the rights that it looked up, in milliseconds. */
const trust = 1_000

/** What the resolvers of one operation get. `ended` is aborted when whoever asked is gone: it ends what watches. */
export function contextOf(world: World, { access, again }: Entrance, ended: AbortSignal): Context {
  const by = byOf(access)
  const caller = access.kind === 'caller' ? access.caller : null
  const context: Context = {
    database: world.database,
    access,
    by,
    commands: commandsFor(world, caller, by),
    lookups: lookupsFor(world, access),
    live: { watchPackage },
    terms: termsOf(world),
    prices: world.configuration.MEDIACONVERT_PRICES,
  }
  let looked = Date.now()
  async function* watchPackage(packageId: string) {
    for await (const _ of world.live.watchPackage(packageId, ended)) {
      if (again && Date.now() - looked > trust) {
        context.access = { kind: 'caller', caller: await again() }
        looked = Date.now()
      }
      yield
    }
  }
  return context
}

/** Who does what this request asks for, as the audit log names it. */
export function byOf(access: Access): By {
  const { id, ip } = presentRequest() ?? {}
  const actor = (access.kind === 'caller' && access.caller?.actor) || lectern.actor
  return { actor, ip, requestId: id }
}
