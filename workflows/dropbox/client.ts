import type { Database } from '@lectern/domain/database'
import { type DropboxResponse, type files, Dropbox as Sdk } from 'dropbox'
import type { CloudSettings } from '../cloud-settings.ts'
import { type DropboxAccess, DropboxTokens } from './access-token.ts'
import { DropboxEndpointError } from './errors.ts'
import { DropboxRateLimiter } from './rate-limiter.ts'
import { withRetries } from './retry.ts'

/** A folder as Dropbox names it. */
export type DropboxFolder = { dropboxId: string; path: string; pathLower: string; name: string }

/** How long a call may take before it is aborted and retried, in milliseconds. */
const callTimeoutMs = 120_000
type CallOptions = { signal?: AbortSignal; timeout: number }

/**
 * A read-only Dropbox client: folders, listings, downloads. One per process: all users share its token and rate limit.
 */
export type DropboxClient = { tokens: DropboxTokens; limiter: DropboxRateLimiter; call: typeof call }

export function openDropbox(settings: CloudSettings, database: Database): DropboxClient {
  return { tokens: new DropboxTokens(settings, database), limiter: new DropboxRateLimiter(database), call }
}

/** Makes one SDK call with retries. See `withRetries` for the errors that it throws. */
function call<T>(
  this: DropboxClient,
  request: (sdk: Sdk, options: CallOptions) => Promise<DropboxResponse<T>>,
  signal?: AbortSignal,
): Promise<T> {
  const callOnce = async (access: DropboxAccess) =>
    (await request(sdkFor(this.tokens, access), { signal, timeout: callTimeoutMs })).result
  return withRetries(this, 'METADATA', callOnce, signal)
}

function sdkFor(tokens: DropboxTokens, access: DropboxAccess): Sdk {
  const { api, content } = tokens.baseUrls
  return new Sdk({
    accessToken: access.accessToken,
    pathRoot: access.rootNamespaceId ? JSON.stringify({ '.tag': 'root', root: access.rootNamespaceId }) : undefined,
    // The SDK's own `domain` option always means https and three hosts. A configured address may use neither.
    fetch: (url: string | URL | Request, init?: RequestInit) =>
      fetch(
        String(url).replace('https://api.dropboxapi.com', api).replace('https://content.dropboxapi.com', content),
        init,
      ),
  } as ConstructorParameters<typeof Sdk>[0])
}

/** Lists the subfolders of a folder by name. '' is the root. */
export async function listFolders(dropbox: DropboxClient, path: string): Promise<DropboxFolder[]> {
  let page = await dropbox.call(sdk => sdk.filesListFolder({ path: path === '/' ? '' : path, limit: 2000 }))
  const folders = page.entries.filter(isFolder)
  while (page.has_more) {
    const { cursor } = page
    page = await dropbox.call(sdk => sdk.filesListFolderContinue({ cursor }))
    folders.push(...page.entries.filter(isFolder))
  }
  return folders.map(toFolder).sort((a, b) => a.name.localeCompare(b.name))
}

/** Finds a folder by path or id. Returns null if there is none, or if it is a file. */
export async function findFolder(
  dropbox: DropboxClient,
  pathOrId: string,
  signal?: AbortSignal,
): Promise<DropboxFolder | null> {
  try {
    const found = await dropbox.call((sdk, options) => sdk.filesGetMetadata({ path: pathOrId }, options), signal)
    return isFolder(found) ? toFolder(found) : null
  } catch (error) {
    if (error instanceof DropboxEndpointError && error.isNotFound) return null
    throw error
  }
}

/** Whether an entry is a folder. */
export const isFolder = (
  entry: files.ListFolderResult['entries'][number] | files.MetadataReference,
): entry is files.FolderMetadataReference => entry['.tag'] === 'folder'

/** Returns a folder as it is used here. */
export const toFolder = (folder: files.FolderMetadataReference): DropboxFolder => ({
  dropboxId: folder.id,
  path: folder.path_display ?? folder.path_lower ?? '',
  pathLower: folder.path_lower ?? '',
  name: folder.name,
})

/** Finds a file by its id, as it is now. Returns null if it no longer exists. */
export async function findFile(
  dropbox: DropboxClient,
  id: string,
  signal: AbortSignal,
): Promise<files.FileMetadataReference | null> {
  try {
    const found = await dropbox.call((sdk, options) => sdk.filesGetMetadata({ path: id }, options), signal)
    return found['.tag'] === 'file' ? found : null
  } catch (error) {
    if (error instanceof DropboxEndpointError && error.isNotFound) return null
    throw error
  }
}

/** Returns the name of the file or folder at a path in its present letter case. Null if there is none. */
export async function findName(dropbox: DropboxClient, path: string, signal: AbortSignal): Promise<string | null> {
  try {
    return (await dropbox.call((sdk, options) => sdk.filesGetMetadata({ path }, options), signal)).name
  } catch (error) {
    if (error instanceof DropboxEndpointError && error.isNotFound) return null
    throw error
  }
}
