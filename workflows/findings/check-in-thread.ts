import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { DraftCheck } from '@lectern/domain/sync/draft'
import { analysisVersion } from '../files/text-kind.ts'
import { ReaderLimitError } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import { probeVersion } from '../transcode/source/probe.ts'
import { groupByCause } from './causes.ts'
import type { checkPackage } from './check-package.ts'

/** The versions of the rules that read texts and videos. A draft that others have checked is checked again. */
export const checkVersion = `${analysisVersion}.${probeVersion}`

/** Checks a package in a thread. A package that takes too long to check gets one finding that says so. */
export async function checkInThread(
  { readerThreads }: Pick<Services, 'readerThreads'>,
  examined: ExaminedPackage,
): Promise<DraftCheck> {
  try {
    const found = await readerThreads.call<typeof checkPackage>(checkModule, 'checkPackage', examined)
    return { ...found, checkedWith: checkVersion }
  } catch (error) {
    if (error instanceof ReaderLimitError) return uncheckedPackage
    throw error
  }
}

const checkModule = new URL('./check-package.ts', import.meta.url)

const uncheckedPackage: DraftCheck = {
  findings: groupByCause([
    {
      code: 'PACKAGE_NOT_CHECKED',
      severity: 'WARNING',
      path: '',
      line: null,
      message: 'Lectern could not check this package for problems, because that takes too long.',
      remedy:
        'Open the preview and click through the lesson. If the package contains several lessons, make a package of each.',
    },
  ]),
  videos: null,
  misspelledPaths: null,
  usedMediaTypes: null,
  checkedWith: null,
}
