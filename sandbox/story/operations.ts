/** The GraphQL operations that the stories use. They contain only names of the public contract. */

export const createPackage =
  'mutation($path: String!) { createPackage(input: { dropboxPath: $path }) { slug title status } }'

export const synchronize = 'mutation($slug: String!) { synchronizePackage(slug: $slug) { id status } }'

export const syncProgress = `subscription($slug: String!) { syncProgress(package: $slug) {
  status phase entriesListed calculated filesTotal filesDone bytesTotal bytesDone bytesPerSecond secondsLeft finishedAt } }`

export const packageState = `query($slug: String!) { package(slug: $slug) {
  status currentSyncRun { phase filesDone filesTotal }
  syncRuns(first: 1) { nodes { id status filesTotal filesDone filesUnchanged filesDeleted filesIgnored finishedAt error { code message } } }
  draft { revision settled fileCount
    files(first: 200) { totalCount nodes { path bytes contentHash mediaType } }
    findings { nodes { code severity path line message remedy } }
    videos { nodes { path contentHash status reused playlist { url captions { language url } } } } }
  transcode { status finishedAt videosExpected videosArrived videosReady videosFailed percent videos { nodes { path status percent } } }
  deployments { url current release { number } environment { slug } } } }`

export const draftFile = `query($slug: String!, $path: String!) { package(slug: $slug) {
  draft { files(search: $path) { nodes { path contentHash } } } } }`

export const publish = `mutation($slug: String!) { publishPackage(slug: $slug, environment: "production", notes: "From the story") {
  id status blockers { code message } } }`

export const publication = `query($id: ID!) { publication(id: $id) {
  status finishedAt filesTotal filesDone waitingFor blockers { code message path } error { message } release { number fileCount } deployment { url } package { deployments { release { number } } } } }`

export const previewLink =
  'mutation($slug: String!) { createPreviewLink(slug: $slug, expiresInSeconds: 600) { url link { expiresAt } } }'

export const auditLog = 'query { auditLog(last: 200) { nodes { action summary at actor { kind name } } } }'
