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
import { schema as builtSchema } from './graphql.ts'
import { renderSchema } from './render-schema.ts'

const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const contract = buildSchema(file('contract.graphql'))
const schema = buildSchema(file('schema.graphql'))

/** The contract fields that are not implemented yet. Remove a field here when you implement it. */
const notImplemented = `
  Mutation: recordPlayback
  Package: analytics`

const namesIn = (text: string) =>
  [...text.matchAll(/(\w+):([^:]*)(?=\n\s*\w+:|$)/g)].flatMap(([, type, fields]) =>
    fields!
      .trim()
      .split(/\s+/)
      .map(field => `${type}.${field}`),
  )

/** Returns the signature of each type, field, argument, and enum value, by name: `Query.package(slug)` is `String!`. */
function signatures(of: GraphQLSchema): Map<string, string> {
  const lines = new Map<string, string>()
  for (const type of Object.values(of.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue
    for (const [name, signature] of signaturesOf(type)) lines.set(name, signature)
  }
  return lines
}

function* signaturesOf(type: GraphQLNamedType): Generator<[string, string]> {
  const interfaces = isObjectType(type) ? type.getInterfaces().join(' & ') : ''
  yield [type.name, `${type.constructor.name} ${interfaces}`]
  if (isEnumType(type)) for (const { name } of type.getValues()) yield [`${type.name}.${name}`, 'value']
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, inputSignature(field)]
  if (!isObjectType(type) && !isInterfaceType(type)) return
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, String(field.type)]
    for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name})`, inputSignature(argument)]
  }
}

const inputSignature = ({ type, astNode }: Pick<GraphQLArgument, 'type' | 'astNode'>) =>
  astNode?.defaultValue ? `${type} = ${print(astNode.defaultValue)}` : String(type)

const schemaSignatures = signatures(schema)
const contractSignatures = signatures(contract)
const fieldOf = (name: string) => name.replace(/\(.*/, '')

describe('schema.graphql', () => {
  test('matches the schema in the code', () => {
    expect(file('schema.graphql'), 'Run npm run generate').toBe(renderSchema(builtSchema))
  })

  test.each(
    [...contractSignatures].filter(
      ([name]) => schemaSignatures.has(fieldOf(name)) && schemaSignatures.has(name.split('.')[0]!),
    ),
  )('keeps %s: %s', (name, signature) => expect(schemaSignatures.get(name)).toBe(signature))

  test('lacks only contract fields that are known to be missing', () => {
    const fields = [...contractSignatures.keys()].filter(name => name.includes('.') && !name.includes('('))
    const missing = fields.filter(name => schemaSignatures.has(name.split('.')[0]!) && !schemaSignatures.has(name))
    expect(missing.sort()).toEqual(namesIn(notImplemented).sort())
  })

  test('requires no argument that the contract does not require', () => {
    const required = Object.values(schema.getTypeMap()).flatMap(type =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap(field =>
            field.args.filter(isRequiredArgument).map(argument => `${type.name}.${field.name}(${argument.name})`),
          )
        : [],
    )
    const ofContractFields = required.filter(name => contractSignatures.has(fieldOf(name)))
    expect(ofContractFields.filter(name => !contractSignatures.has(name))).toEqual([])
  })
})
