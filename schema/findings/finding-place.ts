import { builder } from '../builder.ts'

export const FindingPlace = builder.prismaObject('FindingPlace', {
  description: 'A place where a finding shows.',
  fields: t => ({
    path: t.exposeString('path'),
    line: t.exposeInt('line', { nullable: true, description: 'Null: the whole file.' }),
    column: t.int({ nullable: true, description: 'Null: not known.', resolve: () => null }),
    excerpt: t.stringList({
      nullable: true,
      description: 'Five lines around the place. Null: not known.',
      resolve: () => null,
    }),
  }),
})

export const FindingPlaceConnection = builder.connectionObject({ type: FindingPlace, name: 'FindingPlaceConnection' })
