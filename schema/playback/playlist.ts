import { findByPath } from '@lectern/domain/files/path-key'
import { builder } from '../builder.ts'
import { findPlaylists, type Playlist as PlaylistShape } from './find-playlists.ts'

const CaptionsKind = builder.enumType('CaptionsKind', {
  description:
    'What captions are for. `SDH`: for the deaf and hard of hearing, with sounds. `FORCED`: only what is said in another language than the rest. `STANDARD`: all others.',
  values: ['STANDARD', 'SDH', 'FORCED'] as const,
})

const Captions = builder.objectRef<PlaylistShape['captions'][number]>('Captions').implement({
  fields: t => ({
    language: t.exposeString('language'),
    kind: t.expose('kind', { type: CaptionsKind }),
    label: t.exposeString('label'),
    url: t.exposeString('url'),
  }),
})

export const Playlist = builder.objectRef<PlaylistShape>('Playlist').implement({
  description: 'The stream, fallback, images, and captions of one video, for the player.',
  fields: t => ({
    path: t.exposeString('path', {
      description: "The video's path in its package. Has the file's letter case, which a page may spell differently.",
    }),
    url: t.exposeString('url', { nullable: true, description: 'The HLS master playlist. Null while it is not ready.' }),
    fallbackUrl: t.exposeString('fallbackUrl', {
      nullable: true,
      description: "The author's own file. Null where browsers cannot play it.",
    }),
    posterUrl: t.exposeString('posterUrl', { nullable: true }),
    storyboardUrl: t.exposeString('storyboardUrl', {
      nullable: true,
      description:
        'A WebVTT file that names the part of a storyboard image for each time. Null when there is no storyboard.',
    }),
    durationSeconds: t.exposeFloat('durationSeconds', { nullable: true }),
    sourceWidth: t.exposeInt('sourceWidth', {
      nullable: true,
      description: "`videoWidth` of the author's own file in browsers. Null when unknown.",
    }),
    sourceHeight: t.exposeInt('sourceHeight', {
      nullable: true,
      description: "`videoHeight` of the author's own file in browsers. Null when unknown.",
    }),
    sourceSeconds: t.exposeFloat('sourceSeconds', {
      nullable: true,
      description:
        "`duration` of the author's own file in browsers. Null when unknown, or when the file does not say it.",
    }),
    captions: t.expose('captions', { type: [Captions] }),
  }),
})

const selectionDescription =
  '`environment` and `release`: the release as the environment shows it or has shown it. `environment` alone: what it ' +
  'shows now. `release` alone: that release; needs permission to see the package. Neither: the draft (`revision`, by ' +
  'default the current one); needs that permission, or a preview token in the path. Null if nothing is visible.'

/** `findPlaylists` checks the permissions, which come from the path or the caller. */
builder.queryFields(t => {
  const selectionArgs = {
    package: t.arg.string({ required: true }),
    release: t.arg.int(),
    environment: t.arg.string(),
    revision: t.arg.int(),
  }
  return {
    playlists: t.field({
      permission: 'public',
      description: selectionDescription,
      type: [Playlist],
      nullable: true,
      skipTypeScopes: true,
      args: selectionArgs,
      resolve: (_root, args, context) => findPlaylists(context, args),
    }),
    playlist: t.field({
      permission: 'public',
      description: selectionDescription,
      type: Playlist,
      nullable: true,
      skipTypeScopes: true,
      args: { ...selectionArgs, path: t.arg.string({ required: true }) },
      resolve: async (_root, { path, ...args }, context) =>
        findByPath((await findPlaylists(context, args)) ?? [], path),
    }),
  }
})
