import type { Attribution } from '@lectern/domain/audit/actor'
import type { Commands } from '@lectern/schema/context'
import type { Caller } from '@lectern/domain/access/permissions'
import type { Services } from '../open-services.ts'
import { archivePackage, restorePackage } from '@lectern/schema/packages/archive-package'
import { setBudget } from '@lectern/schema/transcode/set-budget'
import { createPackage } from '@lectern/schema/packages/create-package'
import { createPreviewLink } from '@lectern/schema/preview/create-preview-link'
import { deployRelease, unpublishPackage } from '@lectern/schema/publish/deploy-release'
import { createEnvironment, deleteEnvironment, updateEnvironment } from '@lectern/schema/environments/change-environment'
import { cancelVerification, verifyPackage } from '@lectern/schema/verify/verify-package'
import { cancelPublication, publishPackage } from '@lectern/schema/publish/publish-package'
import { revokePreviewLink } from '@lectern/schema/preview/revoke-preview-link'
import { cancelScheduledDeployment, scheduleDeployment } from '@lectern/schema/publish/schedule-deployment'
import { cancelSync, confirmSync, synchronizePackage } from '@lectern/schema/sync/synchronize-package'
import { cancelTranscode, releaseBudgetHold, retryVideo } from '@lectern/schema/transcode/control-transcode'
import { updatePackage } from '@lectern/schema/packages/update-package'
import { revokeViewerToken, revokeViewerTokens } from '@lectern/schema/environments/revoke-viewer-tokens'

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
