import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@lectern/schema/database'
import { type DropboxResponse, type files, Dropbox as Sdk } from 'dropbox'
import type { CloudSettings } from './configuration.ts'
import { CursorReset, DropboxRefusal, type Failure, retryAfter, summaryOf } from './dropbox-errors.ts'
import { DropboxTokens } from './dropbox-token.ts'

/** A folder as Dropbox names it. */
export type DropboxFolder = { dropboxId: string; path: string; pathLower: string; name: string }

/** How often a call that Dropbox could not answer (5xx, 429, broken connection) is tried before the caller hears of it. */
const attempts = 6

/** A call that brings no answer for this long is given up and tried again, in milliseconds. */
const callTimeout = 120_000
type CallOptions = { signal?: AbortSignal; timeout: number }

/** Dropbox, read only: folders, listings, downloads. One for each process; the token is shared by all that use it. */
export type DropboxClient = { tokens: DropboxTokens; call: typeof call }

export function openDropbox(settings: CloudSettings, database: Database): DropboxClient {
  return { tokens: new DropboxTokens(settings, database), call }
}

/**
 * One call of the SDK with a good token. An expired one is renewed and the call made once more; «too many requests» and failures of
 * Dropbox are waited out; any other refusal is thrown by its reason.
 */
async function call<T>(
  this: DropboxClient,
  ask: (sdk: Sdk, options: CallOptions) => Promise<DropboxResponse<T>>,
  signal?: AbortSignal,
): Promise<T> {
  let refused: string | undefined
  for (let attempt = 1; ; attempt++) {
    const access = await this.tokens.access(refused)
    try {
      return (await ask(sdkFor(this.tokens, access), { signal, timeout: callTimeout })).result
    } catch (error) {
      const failure = failureOf(error)
      if (failure?.status === 401 && summaryOf(failure.body).startsWith('expired_access_token') && !refused) {
        refused = access.accessToken
        continue
      }
      await waitOrThrow(error, failure, attempt, signal)
    }
  }
}

function sdkFor(tokens: DropboxTokens, access: { accessToken: string; rootNamespaceId: string | null }): Sdk {
  const { api, content } = tokens.base
  return new Sdk({
    accessToken: access.accessToken,
    pathRoot: access.rootNamespaceId ? JSON.stringify({ '.tag': 'root', root: access.rootNamespaceId }) : undefined,
    // The SDK's own `domain` option is always https on three hosts; an address from the configuration may be neither.
    fetch: (url: string | URL | Request, init?: RequestInit) =>
      fetch(
        String(url).replace('https://api.dropboxapi.com', api).replace('https://content.dropboxapi.com', content),
        init,
      ),
  } as ConstructorParameters<typeof Sdk>[0])
}

function failureOf(error: unknown): Failure | null {
  const { status, error: body, headers } = error as { status?: number; error?: unknown; headers?: Headers }
  return typeof status === 'number' ? { status, body, headers: headers ?? new Headers() } : null
}

async function waitOrThrow(
  error: unknown,
  failure: Failure | null,
  attempt: number,
  signal?: AbortSignal,
): Promise<void> {
  if (failure?.status === 409) {
    const summary = summaryOf(failure.body)
    throw summary.startsWith('reset') ? new CursorReset('Dropbox reset the cursor') : new DropboxRefusal(summary)
  }
  const temporary = failure === null || failure.status === 429 || failure.status >= 500
  if (!temporary || signal?.aborted || attempt >= attempts) throw error
  await sleep(waitMilliseconds(failure, attempt), undefined, { signal })
}

/** What Dropbox asks for, at least a second on 429; otherwise doubling from a quarter of a second; with jitter. */
export function waitMilliseconds(failure: Failure | null, attempt: number): number {
  const asked = failure && retryAfter(failure)
  const seconds = asked ?? (failure?.status === 429 ? 1 : Math.min(0.25 * 2 ** attempt, 10))
  return seconds * 1000 + Math.random() * 250
}

/** The sub-folders of a folder ('' is the root), by name. */
export async function listFolders(dropbox: DropboxClient, path: string): Promise<DropboxFolder[]> {
  let page = await dropbox.call(sdk => sdk.filesListFolder({ path: path === '/' ? '' : path, limit: 2000 }))
  const folders = page.entries.filter(isFolder)
  while (page.has_more) {
    const { cursor } = page
    page = await dropbox.call(sdk => sdk.filesListFolderContinue({ cursor }))
    folders.push(...page.entries.filter(isFolder))
  }
  return folders.map(folderOf).sort((a, b) => a.name.localeCompare(b.name))
}

/** A folder by path or id; null when there is none (or it is a file). */
export async function findFolder(dropbox: DropboxClient, pathOrId: string): Promise<DropboxFolder | null> {
  try {
    const found = await dropbox.call(sdk => sdk.filesGetMetadata({ path: pathOrId }))
    return isFolder(found) ? folderOf(found) : null
  } catch (error) {
    if (error instanceof DropboxRefusal && error.tag.startsWith('path/')) return null
    throw error
  }
}

const isFolder = (
  entry: files.ListFolderResult['entries'][number] | files.MetadataReference,
): entry is files.FolderMetadataReference => entry['.tag'] === 'folder'

const folderOf = (folder: files.FolderMetadataReference): DropboxFolder => ({
  dropboxId: folder.id,
  path: folder.path_display ?? folder.path_lower ?? '',
  pathLower: folder.path_lower ?? '',
  name: folder.name,
})
