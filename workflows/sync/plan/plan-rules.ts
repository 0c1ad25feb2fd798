import type { PlanRules } from '@lectern/domain/sync/plan'
import type { Database, Package } from '@lectern/domain/database'
import { rootPage } from '@lectern/domain/files/root-page'
import { videoPattern } from '@lectern/domain/files/video-files'
import { draftKey } from '../../storage/keys.ts'
import { analysisVersion, analyzedTextPattern, maxAnalyzedBytes } from '../../files/text-kind.ts'
import { tagVersion } from '../../files/player-tag.ts'

/** By what a package's entries are held against its draft. */
export async function loadPlanRules(database: Database, pkg: Package): Promise<PlanRules> {
  return {
    ...{
      tagVersion,
      videoPattern,
      analysisPattern: analyzedTextPattern,
      analysisVersion,
      maxAnalysisBytes: maxAnalyzedBytes,
    },
    rootPath: await findPlannedRootPage(database, pkg),
    prefix: draftKey(pkg.dropboxPath, ''),
  }
}

/** The page that the package will open with, by its entries; null when there is none. */
export async function findPlannedRootPage(database: Database, pkg: Package): Promise<string | null> {
  const atRoot = {
    packageId: pkg.id,
    generation: pkg.generation,
    parentLower: pkg.dropboxPathLower,
    kind: 'FILE' as const,
    ignoredReason: null,
  }
  const files = await database.entry.findMany({ where: atRoot, select: { path: true } })
  return rootPage(
    files.map(file => file.path),
    pkg.rootPage,
  )
}
