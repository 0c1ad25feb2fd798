import type { By } from '@lectern/schema/actor'
import type { Commands } from '@lectern/schema/context'
import type { Caller } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { createPackage } from './create-package.ts'
import { createPreviewLink } from './create-preview-link.ts'
import { cancelPublication, publishPackage } from './publish-package.ts'
import { cancelSync, synchronizePackage } from './synchronize-package.ts'

/** What mutations call, for one caller (null: nobody is signed in, and every command says so). */
export function commandsFor(world: World, caller: Caller | null, by: By): Commands {
  return {
    createPackage: input => createPackage(world, caller, by, input),
    synchronizePackage: (slug, full) => synchronizePackage(world, caller, by, slug, full),
    cancelSync: id => cancelSync(world, caller, by, id),
    publishPackage: input => publishPackage(world, caller, by, input),
    cancelPublication: id => cancelPublication(world, caller, by, id),
    createPreviewLink: (slug, seconds) => createPreviewLink(world, caller, by, slug, seconds),
  }
}
