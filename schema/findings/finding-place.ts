import type { FindingPlace as FindingPlaceRow } from '@lectern/domain/database'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import type { Excerpt, ExcerptMark as ExcerptMarkShape } from './excerpt.ts'
import { placeExcerpt } from './place-excerpt.ts'

/** A place with the draft whose file it is in. */
export type PlaceOfDraft = FindingPlaceRow & { draft: DraftRevision }

const ExcerptMark = builder.objectRef<ExcerptMarkShape>('ExcerptMark').implement({
  description: 'Where `written` is in `excerpt`. All count from 0.',
  fields: t => ({
    line: t.exposeInt('line'),
    start: t.exposeInt('start'),
    end: t.exposeInt('end', { description: 'The offset after it.' }),
  }),
})

export const FindingPlace = builder.objectRef<PlaceOfDraft>('FindingPlace').implement({
  description: 'A place where a finding shows.',
  fields: t => ({
    path: t.exposeString('path'),
    line: t.exposeInt('line', { nullable: true, description: 'Null: the whole file.' }),
    column: t.int({
      nullable: true,
      description: 'Where `written` begins in the line, from 1. Null: not known.',
      resolve: async (place, _args, context) => (await excerptOfPlace(context, place))?.column ?? null,
    }),
    written: t.exposeString('written', {
      nullable: true,
      description: 'The text of the file that is wrong, such as the address of a link. Null: not known.',
    }),
    correction: t.exposeString('correction', {
      nullable: true,
      description: 'What to write instead. Null: not known.',
    }),
    excerpt: t.stringList({
      nullable: true,
      description:
        'The lines around the place, from two before it to two after it; long ones are cut. Null where there is no line, and for files over 2 MiB.',
      resolve: async (place, _args, context) => (await excerptOfPlace(context, place))?.lines ?? null,
    }),
    excerptMark: t.field({
      type: ExcerptMark,
      nullable: true,
      description: 'Null: `written` is not known, or is written differently.',
      resolve: async (place, _args, context) => (await excerptOfPlace(context, place))?.mark ?? null,
    }),
  }),
})

export const FindingPlaceConnection = builder.connectionObject({ type: FindingPlace, name: 'FindingPlaceConnection' })

const excerpts = new WeakMap<PlaceOfDraft, Promise<Excerpt | null>>()

/** Three fields of a place need its excerpt, which is read once. */
function excerptOfPlace({ services }: Context, place: PlaceOfDraft): Promise<Excerpt | null> {
  const excerpt = excerpts.get(place) ?? placeExcerpt(services, place)
  excerpts.set(place, excerpt)
  return excerpt
}
