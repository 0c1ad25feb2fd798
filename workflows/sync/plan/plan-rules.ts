import type { Package } from '@lectern/domain/database'
import { launchManifestPattern } from '@lectern/domain/files/root-page'
import { probedPattern } from '@lectern/domain/files/video-files'
import type { PlanRules } from '@lectern/domain/sync/plan'
import { tagVersion } from '../../files/player-tag.ts'
import { analysisVersion, kindByExtension, maxAnalyzedBytes, pagePatterns } from '../../files/text-kind.ts'
import { draftKey } from '../../storage/keys.ts'
import { probeVersion } from '../../transcode/source/probe.ts'

/** Returns the rules that compare a package's entries with its draft. */
export const planRules = (pkg: Package): PlanRules => ({
  tagVersion,
  pagePatterns,
  probedPattern,
  probeVersion,
  analysisKinds: Object.fromEntries(kindByExtension),
  manifestPattern: launchManifestPattern,
  analysisVersion,
  maxAnalysisBytes: maxAnalyzedBytes,
  prefix: draftKey(pkg.dropboxPath, ''),
})
