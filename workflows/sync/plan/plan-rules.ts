import type { Package } from '@lectern/domain/database'
import type { PlanRules } from '@lectern/domain/sync/plan'
import { tagVersion } from '../../files/player-tag.ts'
import { analysisVersion, kindByExtension, maxAnalyzedBytes } from '../../files/text-kind.ts'
import { draftKey } from '../../storage/keys.ts'
import { probeVersion } from '../../transcode/source/probe.ts'

/** Returns the rules that compare a package's entries with its draft. */
export const planRules = (pkg: Package): PlanRules => ({
  tagVersion,
  probeVersion,
  analysisKinds: Object.fromEntries(kindByExtension),
  analysisVersion,
  maxAnalysisBytes: maxAnalyzedBytes,
  prefix: draftKey(pkg.dropboxPath, ''),
})
