import type { Address } from '@lectern/domain/playback/content-address'
import { readStillToken } from '@lectern/domain/preview/still-tokens'
import { comparisonKey } from '@lectern/workflows/storage/keys'
import type { Exchange } from './package-content.ts'
import { sendNotFound } from './send/error-pages.ts'
import { versionFileHeaders } from './send/headers.ts'
import { sendObjectVersion } from './send/send-stream.ts'

const sides: Partial<Record<string, 'before' | 'after'>> = { 'before.png': 'before', 'after.png': 'after' }

/** Serves a picture of a page below a token for a comparison: `<package>/<number of the page>/before.png`, or `after.png`. */
export async function serveStill(
  { services, message, response }: Exchange,
  address: Extract<Address, { kind: 'draft' | 'revision' }>,
): Promise<void> {
  const id = readStillToken(services.configuration.LECTERN_SECRET, address.token)
  const side = address.kind === 'revision' ? sides[address.path ?? ''] : undefined
  if (id === null || address.kind === 'draft' || !side) return sendNotFound(response)
  const number = address.revision
  const page = await services.database.comparedPage.findFirst({
    where: { comparisonId: id, number, comparison: { package: { slug: address.package } } },
  })
  const versionId = page && { before: page.beforeVersion, after: page.afterVersion }[side]
  if (!versionId) return sendNotFound(response)
  const mediaType = 'image/png'
  const picture = { key: comparisonKey(id, number, side), versionId, mediaType }
  await sendObjectVersion(services.contentCache, message, response, picture, versionFileHeaders(mediaType, null))
}
