import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import { ReaderLimitError } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import { groupByCause } from './causes.ts'
import type { checkPackage, PackageCheck } from './check-package.ts'

/** Checks a package in a thread. A package that takes too long to check gets one finding that says so. */
export function checkInThread(
  { readerThreads }: Pick<Services, 'readerThreads'>,
  examined: ExaminedPackage,
): Promise<PackageCheck> {
  return readerThreads.call<typeof checkPackage>(checkModule, 'checkPackage', examined).catch(error => {
    if (error instanceof ReaderLimitError) return uncheckedPackage
    throw error
  })
}

const checkModule = new URL('./check-package.ts', import.meta.url)

const uncheckedPackage: PackageCheck = {
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
}
