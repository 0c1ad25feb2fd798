import { numberOfVersion } from '@lectern/domain/files/content-version'
import { findFile } from '@lectern/domain/files/version-files'
import type { Address } from '@lectern/domain/playback/content-address'
import { readVersionToken } from '@lectern/domain/preview/version-tokens'
import type { Exchange } from './package-content.ts'
import { sendNotFound } from './send/error-pages.ts'
import { versionFileHeaders } from './send/headers.ts'
import { sendFile } from './send/send-file.ts'

/**
 * Serves one file below a token for the files of a content version: its bytes, to look at or to save. They are no page:
 * no script runs in them, and they have no banner.
 */
export async function serveVersionContent(
  { services, message, response, search }: Exchange,
  address: Extract<Address, { kind: 'draft' | 'revision' }>,
): Promise<void> {
  const access = readVersionToken(services.configuration.LECTERN_SECRET, address.token)
  if (!access || access.slug !== address.package || address.kind === 'draft' || !address.path)
    return sendNotFound(response)
  const { version } = access
  const file =
    numberOfVersion(version) === address.revision ? await findFile(services.database, version, [address.path]) : null
  if (!file) return sendNotFound(response)
  const name = search === '?download' ? file.path.slice(file.path.lastIndexOf('/') + 1) : null
  await sendFile(services.contentCache, message, response, file, versionFileHeaders(file.mediaType, name))
}
