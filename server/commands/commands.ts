import type { Attribution } from '@lectern/schema/actor'
import type { Commands } from '@lectern/schema/context'
import type { Caller } from '@lectern/schema/permissions'
import type { Services } from '../world.ts'
import { archivePackage, restorePackage } from './archive-package.ts'
import { setBudget } from './budget.ts'
import { createPackage } from './create-package.ts'
import { createPreviewLink } from './create-preview-link.ts'
import { deployRelease, unpublishPackage } from './deploy-release.ts'
import { createEnvironment, deleteEnvironment, updateEnvironment } from './environments.ts'
import { cancelVerification, verifyPackage } from './inspect.ts'
import { cancelPublication, publishPackage } from './publish-package.ts'
import { revokePreviewLink } from './revoke-preview-link.ts'
import { cancelScheduledDeployment, scheduleDeployment } from './schedule-deployment.ts'
import { cancelSync, confirmSync, synchronizePackage } from './synchronize-package.ts'
import { cancelTranscode, releaseBudgetHold, retryVideo } from './transcode.ts'
import { updatePackage } from './update-package.ts'
import { revokeViewerToken, revokeViewerTokens } from './viewer-tokens.ts'

/** What mutations call, for one caller (null: nobody is signed in, and every command says so). */
export function commandsFor(services: Services, caller: Caller | null, by: Attribution): Commands {
  return {
    createPackage: input => createPackage(services, caller, by, input),
    updatePackage: (slug, input) => updatePackage(services, caller, by, slug, input),
    synchronizePackage: (slug, full) => synchronizePackage(services, caller, by, slug, full),
    confirmSync: id => confirmSync(services, caller, by, id),
    cancelSync: id => cancelSync(services, caller, by, id),
    publishPackage: input => publishPackage(services, caller, by, input),
    cancelPublication: id => cancelPublication(services, caller, by, id),
    deployRelease: input => deployRelease(services, caller, by, input),
    unpublishPackage: (slug, environment) => unpublishPackage(services, caller, by, slug, environment),
    scheduleDeployment: input => scheduleDeployment(services, caller, by, input),
    cancelScheduledDeployment: id => cancelScheduledDeployment(services, caller, by, id),
    createEnvironment: input => createEnvironment(services, caller, by, input),
    updateEnvironment: (slug, input) => updateEnvironment(services, caller, by, slug, input),
    deleteEnvironment: slug => deleteEnvironment(services, caller, by, slug),
    retryVideo: id => retryVideo(services, caller, by, id),
    cancelTranscode: id => cancelTranscode(services, caller, by, id),
    releaseBudgetHold: id => releaseBudgetHold(services, caller, by, id),
    setBudget: monthly => setBudget(services, caller, by, monthly),
    verifyPackage: input => verifyPackage(services, caller, by, input),
    cancelVerification: id => cancelVerification(services, caller, by, id),
    archivePackage: slug => archivePackage(services, caller, by, slug),
    restorePackage: slug => restorePackage(services, caller, by, slug),
    createPreviewLink: (slug, seconds) => createPreviewLink(services, caller, by, slug, seconds),
    revokePreviewLink: id => revokePreviewLink(services, caller, by, id),
    revokeViewerToken: id => revokeViewerToken(services, caller, by, id),
    revokeViewerTokens: environment => revokeViewerTokens(services, caller, by, environment),
  }
}
