import { expect, test } from 'vitest'
import type { ResultOf } from '../../graphql/tada.ts'
import { type FirstStepsFields, firstSteps } from './steps.ts'

const steps = (status: string, ...packages: object[]) =>
  firstSteps({
    dropboxConnection: { status },
    firstPackages: { totalCount: packages.length, nodes: packages },
  } as unknown as ResultOf<typeof FirstStepsFields>)
const done = (...args: Parameters<typeof steps>) => steps(...args)?.map(({ isDone }) => isDone)
const pkg = (slug: string, draft: object | null = null, releases = 0) => ({
  slug,
  draft,
  releases: { totalCount: releases },
})

test('each step is done after the one before it', () => {
  expect(done('DISCONNECTED')).toEqual([false, false, false, false])
  expect(done('CONNECTED')).toEqual([true, false, false, false])
  expect(done('CONNECTED', pkg('a'))).toEqual([true, true, false, false])
  expect(done('CONNECTED', pkg('a'), pkg('b', {}))).toEqual([true, true, true, false])
})

test('the steps lead to the package that is furthest', () => {
  expect(steps('CONNECTED', pkg('a'), pkg('b', {}))?.at(-1)?.to).toBe('/packages/b')
  expect(steps('CONNECTED')?.map(({ to }) => to)).toEqual([null, '/add-package', null, null])
})

test('the steps are over when a package was published, or there are many', () => {
  expect(steps('CONNECTED', pkg('a', {}, 1))).toBeNull()
  expect(steps('CONNECTED', pkg('a'), pkg('b'), pkg('c'))).toHaveLength(4)
  expect(steps('CONNECTED', pkg('a'), pkg('b'), pkg('c'), pkg('d'))).toBeNull()
})
