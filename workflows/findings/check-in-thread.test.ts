import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import { expect, onTestFinished, test } from 'vitest'
import { ReaderThreads } from '../limits/reader-threads.ts'
import { checkInThread, checkVersion } from './check-in-thread.ts'

const examined: ExaminedPackage = {
  ...{ files: new Map([['index.html', 1]]), folders: [], chosenRootPage: null, texts: [], ignored: [], videos: [] },
}

const check = (limits: ConstructorParameters<typeof ReaderThreads>[0]) => {
  const readerThreads = new ReaderThreads(limits)
  onTestFinished(() => readerThreads.close())
  return checkInThread({ readerThreads }, examined)
}

test('a package that takes too long to check has one finding, and its files stay as they are', async () => {
  expect(await check({ timeoutMs: 1 })).toMatchObject({
    findings: [{ code: 'PACKAGE_NOT_CHECKED', severity: 'WARNING', path: '', placeCount: 1 }],
    ...{ videos: null, usedMediaTypes: null, misspelledPaths: null, checkedWith: null },
  })
  expect(await check({})).toEqual({
    ...{ findings: [], videos: [], usedMediaTypes: {}, misspelledPaths: [], checkedWith: checkVersion },
  })
})
