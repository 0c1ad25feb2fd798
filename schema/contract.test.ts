import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isSpecifiedScalarType,
  print,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema as built } from './graphql.ts'
import { renderSchema } from './printed.ts'

const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const contract = buildSchema(file('contract.graphql'))
const schema = buildSchema(file('schema.graphql'))

/** What the contract promises and nobody has built yet. Whoever builds something takes it out here. */
const notYet = `
  Query: users apiTokens webhooks
  Mutation: inviteUser deactivateUser
    reactivateUser grantRole revokeGrant createApiToken revokeApiToken createWebhook updateWebhook deleteWebhook testWebhook
    replayWebhook recordPlayback
  Subscription: auditEvents
  Package: analytics`

const namesIn = (text: string) =>
  [...text.matchAll(/(\w+):([^:]*)(?=\n\s*\w+:|$)/g)].flatMap(([, type, fields]) =>
    fields!
      .trim()
      .split(/\s+/)
      .map(field => `${type}.${field}`),
  )

/** Everything of a schema that the contract speaks of, one line each: `Query.package(slug): String!`. */
function promises(of: GraphQLSchema): Map<string, string> {
  const lines = new Map<string, string>()
  for (const type of Object.values(of.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue
    for (const [name, promise] of promisesOf(type)) lines.set(name, promise)
  }
  return lines
}

function* promisesOf(type: GraphQLNamedType): Generator<[string, string]> {
  const interfaces = isObjectType(type) ? type.getInterfaces().join(' & ') : ''
  yield [type.name, `${type.constructor.name} ${interfaces}`]
  if (isEnumType(type)) for (const { name } of type.getValues()) yield [`${type.name}.${name}`, 'value']
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, askedFor(field)]
  if (!isObjectType(type) && !isInterfaceType(type)) return
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, String(field.type)]
    for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name})`, askedFor(argument)]
  }
}

const askedFor = ({ type, astNode }: Pick<GraphQLArgument, 'type' | 'astNode'>) =>
  astNode?.defaultValue ? `${type} = ${print(astNode.defaultValue)}` : String(type)

const ours = promises(schema)
const theirs = promises(contract)
const fieldOf = (name: string) => name.replace(/\(.*/, '')

describe('schema.graphql', () => {
  test('is what the code prints', () => {
    expect(file('schema.graphql'), 'Run node schema/print.ts').toBe(renderSchema(built))
  })

  test.each([...theirs].filter(([name]) => ours.has(fieldOf(name)) && ours.has(name.split('.')[0]!)))(
    'keeps %s: %s',
    (name, promise) => expect(ours.get(name)).toBe(promise),
  )

  test('lacks of the contract only what is known to be missing', () => {
    const fields = [...theirs.keys()].filter(name => name.includes('.') && !name.includes('('))
    const missing = fields.filter(name => ours.has(name.split('.')[0]!) && !ours.has(name))
    expect(missing.sort()).toEqual(namesIn(notYet).sort())
  })

  test('asks for no argument that the contract does not ask for', () => {
    const required = Object.values(schema.getTypeMap()).flatMap(type =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap(field =>
            field.args.filter(isRequiredArgument).map(argument => `${type.name}.${field.name}(${argument.name})`),
          )
        : [],
    )
    const ofContractFields = required.filter(name => theirs.has(fieldOf(name)))
    expect(ofContractFields.filter(name => !theirs.has(name))).toEqual([])
  })
})
