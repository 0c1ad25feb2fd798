import type { By } from '@lectern/schema/actor'
import type { Commands } from '@lectern/schema/context'
import type { Caller } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { archivePackage, restorePackage } from './archive-package.ts'
import { setBudget } from './budget.ts'
import { createPackage } from './create-package.ts'
import { createPreviewLink } from './create-preview-link.ts'
import { deployRelease, unpublishPackage } from './deploy-release.ts'
import { createEnvironment, deleteEnvironment, updateEnvironment } from './environments.ts'
import { cancelInspection, verifyPackage } from './inspect.ts'
import { cancelPublication, publishPackage } from './publish-package.ts'
import { revokePreviewLink } from './revoke-preview-link.ts'
import { cancelScheduledDeployment, scheduleDeployment } from './schedule-deployment.ts'
import { cancelSync, confirmSync, synchronizePackage } from './synchronize-package.ts'
import { cancelTranscode, releaseBudgetHold, retryVideo } from './transcode.ts'
import { updatePackage } from './update-package.ts'
import { revokeViewerToken, revokeViewerTokens } from './viewer-tokens.ts'

/** What mutations call, for one caller (null: nobody is signed in, and every command says so). */
export function commandsFor(world: World, caller: Caller | null, by: By): Commands {
  return {
    createPackage: input => createPackage(world, caller, by, input),
    updatePackage: (slug, input) => updatePackage(world, caller, by, slug, input),
    synchronizePackage: (slug, full) => synchronizePackage(world, caller, by, slug, full),
    confirmSync: id => confirmSync(world, caller, by, id),
    cancelSync: id => cancelSync(world, caller, by, id),
    publishPackage: input => publishPackage(world, caller, by, input),
    cancelPublication: id => cancelPublication(world, caller, by, id),
    deployRelease: wished => deployRelease(world, caller, by, wished),
    unpublishPackage: (slug, environment) => unpublishPackage(world, caller, by, slug, environment),
    scheduleDeployment: input => scheduleDeployment(world, caller, by, input),
    cancelScheduledDeployment: id => cancelScheduledDeployment(world, caller, by, id),
    createEnvironment: input => createEnvironment(world, caller, by, input),
    updateEnvironment: (slug, input) => updateEnvironment(world, caller, by, slug, input),
    deleteEnvironment: slug => deleteEnvironment(world, caller, by, slug),
    retryVideo: id => retryVideo(world, caller, by, id),
    cancelTranscode: id => cancelTranscode(world, caller, by, id),
    releaseBudgetHold: id => releaseBudgetHold(world, caller, by, id),
    setBudget: monthly => setBudget(world, caller, by, monthly),
    verifyPackage: input => verifyPackage(world, caller, by, input),
    cancelInspection: id => cancelInspection(world, caller, by, id),
    archivePackage: slug => archivePackage(world, caller, by, slug),
    restorePackage: slug => restorePackage(world, caller, by, slug),
    createPreviewLink: (slug, seconds) => createPreviewLink(world, caller, by, slug, seconds),
    revokePreviewLink: id => revokePreviewLink(world, caller, by, id),
    revokeViewerToken: id => revokeViewerToken(world, caller, by, id),
    revokeViewerTokens: environment => revokeViewerTokens(world, caller, by, environment),
  }
}
