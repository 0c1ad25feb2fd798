import type { Database, Package } from '@lectern/domain/database'
import { rootPage } from '@lectern/domain/files/root-page'
import { probedPattern } from '@lectern/domain/files/video-files'
import type { PlanRules } from '@lectern/domain/sync/plan'
import { tagVersion } from '../../files/player-tag.ts'
import { analysisVersion, kindByExtension, maxAnalyzedBytes } from '../../files/text-kind.ts'
import { draftKey } from '../../storage/keys.ts'

/** Loads the rules that compare a package's entries with its draft. */
export async function loadPlanRules(database: Database, pkg: Package): Promise<PlanRules> {
  return {
    ...{
      tagVersion,
      videoPattern: probedPattern,
      analysisKinds: Object.fromEntries(kindByExtension),
      analysisVersion,
      maxAnalysisBytes: maxAnalyzedBytes,
    },
    rootPath: await findPlannedRootPage(database, pkg),
    prefix: draftKey(pkg.dropboxPath, ''),
  }
}

/** Returns the page that the package will open with, by its entries, or null if there is none. */
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
