import { builder } from '../builder.ts'

export const Severity = builder.enumType('Severity', { values: ['ERROR', 'WARNING', 'INFO'] })

export const Finding = builder.prismaObject('Finding', {
  description: 'Something that is wrong or unusual in a package, with the fix.',
  fields: t => ({
    code: t.exposeString('code'),
    severity: t.expose('severity', { type: Severity }),
    path: t.exposeString('path'),
    line: t.exposeInt('line', { nullable: true }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy'),
  }),
})

export const FindingConnection = builder.connectionObject({ type: Finding, name: 'FindingConnection' })
