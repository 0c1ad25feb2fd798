/** Finds every place of a value in the arguments of the API, and builds operations that send a value there. */
import {
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'

/** An argument or a field of an input type. */
export type Input = { name: string; type: GraphQLInputType }

export const typeNameOf = ({ type }: Input): string => getNamedType(type).name
export const isText = (input: Input): boolean => ['String', 'ID'].includes(typeNameOf(input))
export const isList = ({ type }: Input): boolean => isListType(isNonNullType(type) ? type.ofType : type)

/** The places of some values in inputs, such as ['input', 'releases', 'package']. */
function* placesIn(all: readonly Input[], isWanted: (input: Input) => boolean): Generator<string[]> {
  for (const input of all) {
    const type = getNamedType(input.type)
    if (isWanted(input)) yield [input.name]
    else if (isInputObjectType(type))
      for (const rest of placesIn(Object.values(type.getFields()), isWanted)) yield [input.name, ...rest]
  }
}

/** Values by the names of inputs, or else by their types. */
type Samples = Record<string, unknown>
const typeSamples: Samples = {
  ...{ Int: 1, Float: 1, Boolean: true, String: 'x', ID: 'x', Date: '2027-01-01', DateTime: '2027-01-01T00:00:00Z' },
}

/** Builds the required inputs, and the value at this place. */
function buildValues(all: readonly Input[], [place, ...rest]: string[], value: unknown, samples: Samples): Samples {
  const isNeeded = ({ name, type }: Input) => name === place || isNonNullType(type)
  const build = (input: Input) => buildValue(input, input.name === place ? rest : null, value, samples)
  return Object.fromEntries(all.filter(isNeeded).map(input => [input.name, build(input)]))
}

/** `place`: where the value is in this input; null if it is elsewhere. A list that is not the value itself has one entry. */
function buildValue(input: Input, place: string[] | null, value: unknown, samples: Samples): unknown {
  const type = getNamedType(input.type)
  if (place?.length === 0) return isList(input) && !Array.isArray(value) ? [value] : value
  const built = isInputObjectType(type)
    ? buildValues(Object.values(type.getFields()), place ?? [], value, samples)
    : isEnumType(type)
      ? type.getValues()[0]!.name
      : (samples[input.name] ?? samples[type.name])
  return isList(input) ? [built] : built
}

type Field = { name: string; args: readonly Input[]; type: GraphQLOutputType }

/** A place of a value in the arguments of a field, and how to send a value there. */
export type FieldPlace = {
  place: string[]
  /** Declarations of variables, such as `$slug: String!`. */
  variables: string
  /** The field with its arguments. */
  selection: string
  /** The variables with this value at the place. `known`: values of other inputs by their names. */
  valuesWith: (value: unknown, known?: Samples) => Samples
}

/** Every place in the arguments of a field for which `isWanted` is true. */
export function fieldPlaces({ name, args, type }: Field, isWanted: (input: Input) => boolean): FieldPlace[] {
  const variables = args.map(arg => `$${arg.name}: ${arg.type}`).join(', ')
  const passed = args.map(arg => `${arg.name}: $${arg.name}`).join(', ')
  const selection = `${name}(${passed}) ${isLeafType(getNamedType(type)) ? '' : '{ __typename }'}`
  return [...placesIn(args, isWanted)].map(place => ({
    place,
    variables,
    selection,
    valuesWith: (value, known = {}) => buildValues(args, place, value, { ...typeSamples, ...known }),
  }))
}
