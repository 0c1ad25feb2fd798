import { builder } from '../builder.ts'

builder.queryField('timeZone', t =>
  t.string({
    permission: 'visible',
    description: "The school's time zone, such as `Europe/Berlin`. Months of the budget begin in it.",
    nullable: true,
    resolve: (_root, _args, { services }) => services.settings.encodingSettings.timeZone,
  }),
)
