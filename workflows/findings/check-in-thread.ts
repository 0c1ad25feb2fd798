import { MessageChannel } from 'node:worker_threads'
import type { SyncRun } from '@lectern/domain/database'
import { examinedPackage } from '@lectern/domain/findings/examined-package'
import type { DraftCheck } from '@lectern/domain/sync/draft'
import { analysisVersion } from '../files/text-kind.ts'
import { ReaderLimitError } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import { probeVersion } from '../transcode/source/probe.ts'
import { groupByCause } from './causes.ts'
import type { checkPackage } from './check-package.ts'
import { textBatches } from './text-batches.ts'

/** The versions of the rules that read texts and videos. A draft that others have checked is checked again. */
export const checkVersion = `${analysisVersion}.${probeVersion}`

/**
 * Checks a package as the run's draft will contain it, in a thread. Sends the thread one batch of texts at a time, when
 * it asks. A package with too many links, or that takes too long to check, gets one finding that says so.
 */
export async function checkInThread(
  { database, readerThreads }: Pick<Services, 'database' | 'readerThreads'>,
  run: SyncRun,
  isComplete: boolean,
): Promise<DraftCheck> {
  const { examined, analyzedFiles } = await examinedPackage(database, run, isComplete)
  const batches = textBatches(database, examined, analyzedFiles)
  const { port1: port, port2: threadPort } = new MessageChannel()
  const failed = new AbortController()
  let sending = Promise.resolve()
  const sendNext = async () => {
    const { value: batch = [] } = await batches.next()
    port.postMessage(batch)
  }
  port.on('message', () => {
    sending = sendNext().catch(error => failed.abort(error))
  })
  try {
    const reader = { key: run.packageId, signal: failed.signal }
    const check = await readerThreads.call<typeof checkPackage>(
      reader,
      checkModule,
      'checkPackage',
      examined,
      threadPort,
    )
    return check ? { ...check, checkedWith: checkVersion } : uncheckedPackage
  } catch (error) {
    if (error instanceof ReaderLimitError) return uncheckedPackage
    throw error
  } finally {
    await sending
    port.close()
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
  sounds: null,
  misspelledPaths: null,
  usedMediaTypes: null,
  checkedWith: null,
}
