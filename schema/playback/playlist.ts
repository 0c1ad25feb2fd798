import { builder } from '../builder.ts'
import type { Playlist as PlaylistShape } from '../context.ts'

const Captions = builder.objectRef<PlaylistShape['captions'][number]>('Captions').implement({
  fields: t => ({
    language: t.exposeString('language'),
    label: t.exposeString('label'),
    url: t.exposeString('url'),
  }),
})

export const Playlist = builder.objectRef<PlaylistShape>('Playlist').implement({
  description: 'What the player gets for one video.',
  fields: t => ({
    path: t.exposeString('path', { description: 'Of the video inside its package, as the page names it.' }),
    url: t.exposeString('url', { nullable: true, description: 'The HLS master playlist; null while it is not ready.' }),
    fallbackUrl: t.exposeString('fallbackUrl', {
      nullable: true,
      description: "The author's own file; null where a browser could not play it.",
    }),
    posterUrl: t.exposeString('posterUrl', { nullable: true }),
    storyboardUrl: t.exposeString('storyboardUrl', {
      nullable: true,
      description: 'WebVTT: which part of which picture stands for which moment. Null: none was made.',
    }),
    durationSeconds: t.exposeFloat('durationSeconds', { nullable: true }),
    captions: t.expose('captions', { type: [Captions] }),
  }),
})

const selectionDescription =
  'environment and release: the release as that environment shows it, or has shown it. environment alone: what it shows now. ' +
  'release alone: that release. Neither: the draft (revision: by default the present one).'

/** The rights are those of the path or of the caller: `playlists` of the context decides. */
builder.queryFields(t => {
  const selectionArgs = {
    package: t.arg.string({ required: true }),
    release: t.arg.int(),
    environment: t.arg.string(),
    revision: t.arg.int(),
  }
  return {
    playlists: t.field({
      description: selectionDescription,
      type: [Playlist],
      nullable: true,
      skipTypeScopes: true,
      args: selectionArgs,
      resolve: (_root, args, context) => context.lookups.playlists(args),
    }),
    playlist: t.field({
      description: selectionDescription,
      type: Playlist,
      nullable: true,
      skipTypeScopes: true,
      args: { ...selectionArgs, path: t.arg.string({ required: true }) },
      resolve: async (_root, { path, ...args }, context) =>
        (await context.lookups.playlists(args))?.find(playlist => playlist.path === path),
    }),
  }
})
