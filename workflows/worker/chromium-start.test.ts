import { expect, test, vi } from 'vitest'
import { resolveChromium } from '../../sandbox/programs/chromium.ts'
import { startableChromium } from './chromium-start.ts'

test('without the setting there is no browser, and no error', async () => {
  const error = vi.fn()
  expect(await startableChromium({ CHROMIUM: undefined, CHROMIUM_SANDBOX: true }, { error })).toBeNull()
  expect(error).not.toHaveBeenCalled()
})

test.each(['/nowhere/chromium', '/bin/true'])(
  'with %s, which is no Chromium, the worker logs what to do',
  async path => {
    const error = vi.fn()
    expect(await startableChromium({ CHROMIUM: path, CHROMIUM_SANDBOX: true }, { error })).toBeNull()
    expect(error.mock.calls).toEqual([
      [
        expect.stringMatching(
          new RegExp(`^CHROMIUM is "${path}", which does not start .* Install Chromium.* docs/operate.md`),
        ),
      ],
    ])
  },
)

test('the Chromium of the tests starts', async () => {
  const settings = { CHROMIUM: await resolveChromium(), CHROMIUM_SANDBOX: process.getuid?.() !== 0 }
  const error = vi.fn()
  expect(await startableChromium(settings, { error })).toEqual({
    path: settings.CHROMIUM,
    isSandboxed: settings.CHROMIUM_SANDBOX,
  })
  expect(error).not.toHaveBeenCalled()
})
