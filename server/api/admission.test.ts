import type { Context } from '@lectern/schema/context'
import { expect, test } from 'vitest'
import { buildCaller } from '../../domain/test/factories.ts'
import { createAdmission } from './admission.ts'
import type { ApiServerContext } from './context.ts'
import { openApiLimits } from './rate-limits.ts'

const contextOf = (access: Context['access']): ApiServerContext => ({ resolveAccess: () => ({ access }) })
const signedIn = { kind: 'caller', caller: buildCaller() } as const
const signedOut = { kind: 'caller', caller: null } as const

test.each([
  [false, 'a signed-in caller', signedIn, false],
  [false, 'nobody', signedOut, true],
  [false, 'the content host', { kind: 'public' } as const, true],
  [true, 'nobody', signedOut, false],
  [true, 'the content host', { kind: 'public' } as const, false],
])('with LECTERN_PUBLIC_SCHEMA %s, the schema for %s is hidden: %s', async (isPublic, _who, access, isHidden) => {
  const context = contextOf(access)
  await createAdmission({ LECTERN_PUBLIC_SCHEMA: isPublic }, null)(context)
  expect(context).toMatchObject({ hidesSchema: isHidden, requestAccess: { access } })
})

test('a caller who exceeds a limit gets RATE_LIMITED, and others do not', async () => {
  const limits = openApiLimits({ LECTERN_API_LIMIT: 10, LECTERN_CALLER_LIMIT: 3 })
  const admit = createAdmission({ LECTERN_PUBLIC_SCHEMA: false }, limits)
  for (let count = 0; count < 3; count++) await admit(contextOf(signedIn))
  await expect(admit(contextOf(signedIn))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  const other = buildCaller({}, { kind: 'TOKEN', name: 'portal', tokenId: 'other' })
  await admit(contextOf({ kind: 'caller', caller: other }))
  for (let count = 5; count < 10; count++) await admit(contextOf(signedOut))
  await expect(admit(contextOf(signedOut))).rejects.toMatchObject({
    details: { retryAfterSeconds: expect.any(Number) },
  })
})
