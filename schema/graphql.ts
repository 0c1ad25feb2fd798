import { filterSchema, pruneSchema } from '@graphql-tools/utils'
import { builder } from './builder.ts'
import './types/actor.ts'
import './types/api-token.ts'
import './types/audit-event.ts'
import './types/budget.ts'
import './types/change.ts'
import './types/deployment.ts'
import './types/draft.ts'
import './types/draft-file.ts'
import './types/dropbox.ts'
import './types/environment.ts'
import './types/finding.ts'
import './types/grant.ts'
import './types/inspection.ts'
import './types/node.ts'
import './types/package.ts'
import './types/playlist.ts'
import './types/preview-link.ts'
import './types/problem.ts'
import './types/publication.ts'
import './types/release.ts'
import './types/scheduled-deployment.ts'
import './types/sync-item.ts'
import './types/sync-run.ts'
import './types/transcode.ts'
import './types/user.ts'
import './types/video.ts'
import './types/viewer.ts'
import './types/viewer-token.ts'

/** The whole API, as the admin's origin answers it. */
export const schema = builder.toSchema()

const publicFields = ['playlists', 'playlist']

/** What the content host answers: nothing else exists there. */
export const publicSchema = pruneSchema(
  filterSchema({
    schema,
    rootFieldFilter: (operation, field) => operation === 'Query' && publicFields.includes(field),
    typeFilter: name => name !== 'Node',
  }),
)
