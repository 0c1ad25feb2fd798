import type { Attribution } from '@lectern/domain/audit/actor'
import { systemActor } from '@lectern/domain/audit/actor'
import type { Access, Context } from '@lectern/schema/context'
import type { Caller } from '@lectern/domain/access/permissions'
import { commandsFor } from '../commands/commands.ts'
import { lookupsFor } from '../lookups/lookups.ts'
import { currentRequest } from '../request.ts'
import { encodingSettingsOf } from '../encoding-settings.ts'
import type { Services } from '../open-services.ts'

/** How somebody came. `again` asks once more who it is, for what goes on for longer than a moment; it throws when the token is no longer good. */
export type RequestAccess = { access: Access; refreshCaller?: () => Promise<Caller | null> }

/** For how long a stream trusts the rights that it looked up, in milliseconds. */
const rightsCacheMs = 1_000

/** What the resolvers of one operation get. `ended` is aborted when whoever asked is gone: it ends what watches. */
export function createContext(
  services: Services,
  { access, refreshCaller }: RequestAccess,
  signal: AbortSignal,
): Context {
  const by = attributionOf(access)
  const caller = access.kind === 'caller' ? access.caller : null
  const context: Context = {
    database: services.database,
    access,
    by,
    commands: commandsFor(services, caller, by),
    lookups: lookupsFor(services, access),
    live: { watchPackage },
    encodingSettings: encodingSettingsOf(services),
    prices: services.configuration.MEDIACONVERT_PRICES,
  }
  let checkedAtMs = Date.now()
  async function* watchPackage(packageId: string) {
    for await (const _ of services.live.watchPackage(packageId, signal)) {
      if (refreshCaller && Date.now() - checkedAtMs > rightsCacheMs) {
        context.access = { kind: 'caller', caller: await refreshCaller() }
        checkedAtMs = Date.now()
      }
      yield
    }
  }
  return context
}

/** Who does what this request asks for, as the audit log names it. */
export function attributionOf(access: Access): Attribution {
  const { id, ip } = currentRequest() ?? {}
  const actor = (access.kind === 'caller' && access.caller?.actor) || systemActor.actor
  return { actor, ip, requestId: id }
}
